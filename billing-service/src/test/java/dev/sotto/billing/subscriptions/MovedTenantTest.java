package dev.sotto.billing.subscriptions;

import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.assigned;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.events;
import static dev.sotto.billing.World.jobFact;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenantFact;
import static dev.sotto.billing.World.tenantSince;
import static dev.sotto.billing.World.until;
import static dev.sotto.billing.World.untilHandled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A tenant that was transferred on 10 February, in a year before other tests' subscriptions begin, so that those are
 * not due.
 */
@QuarkusTest
class MovedTenantTest {

    private static final Instant JANUARY_31 = Instant.parse("2018-01-31T10:00:00Z");
    private static final Instant FEBRUARY_10 = Instant.parse("2018-02-10T10:00:00Z");
    private static final Instant FEBRUARY_28 = Instant.parse("2018-02-28T10:00:00Z");

    @Inject
    AdvanceSubscriptions advance;

    private final UUID before = reseller("15.00");
    private final UUID after = reseller("20.00");
    private UUID planAfter;
    private UUID tenantId;

    @BeforeEach
    void moves() {
        tenantId = tenantSince(before, plan(before, "29.00", "EUR"), JANUARY_31);
        planAfter = plan(after, "59.00", "EUR");
        jobEnds(before);
        String fact = tenantFact(tenantId, 2, after, planAfter, JANUARY_31);
        untilHandled(send(Topic.TENANT_CHANGED, tenantId, assigned(fact, 2, FEBRUARY_10, "\"trial_days\": 0")));
    }

    @Test
    void oldResellerCreditsAndNewOneChargesTheRest() {
        charge(FEBRUARY_28);

        assertThat(column(
                        "select reseller_id || ' ' || amount || ' ' || to_char(period_start at time zone 'UTC', 'MM-DD') "
                                + "from charges where tenant_id = ? order by id",
                        tenantId))
                .containsExactly(
                        before + " 29.0000 01-31",
                        before + " -18.6400 02-10",
                        after + " 37.9300 02-10",
                        after + " 59.0000 02-28");
        assertThat(column(
                        "select l.reseller_id || ' ' || l.rate || ' ' || l.amount from commission_lines l "
                                + "join charges c on c.id = l.charge_id where l.tenant_id = ? order by c.id",
                        tenantId))
                .containsExactly(
                        before + " 15.00 4.3500",
                        before + " 15.00 -2.8000",
                        after + " 20.00 7.5900",
                        after + " 20.00 11.8000");
        JsonPath event = events(Topic.SUBSCRIPTION_CHANGED, tenantId, 2).get(1);
        assertThat(event.getString("data.reseller_id")).isEqualTo(after.toString());
        assertThat(event.getString("data.subscription_plan_id")).isEqualTo(planAfter.toString());
        assertThat(Instant.parse(event.getString("data.anchor"))).isEqualTo(JANUARY_31);
    }

    @Test
    void oldResellerSeesOnlyItsOwnHistory() {
        charge(FEBRUARY_28);
        jobEnds(after);

        asReseller(before)
                .get("/api/v1/charges")
                .then()
                .statusCode(200)
                .body("items.amount", contains("-18.64", "29.00"));
        asReseller(before)
                .get("/api/v1/commission")
                .then()
                .body("totals.EUR", equalTo("1.55"))
                .body("items.tenant_id", contains(tenantId.toString(), tenantId.toString()));
        asReseller(before).get("/api/v1/usage-records").then().body("items", hasSize(2));
        asReseller(before).get("/api/v1/subscriptions").then().body("items", empty());
        asReseller(after).get("/api/v1/charges").then().body("items.amount", contains("59.00", "37.93"));
        asReseller(after).get("/api/v1/commission").then().body("totals.EUR", equalTo("19.39"));
        asReseller(after).get("/api/v1/usage-records").then().body("items", hasSize(2));
        asReseller(after).get("/api/v1/subscriptions").then().body("items.tenant_id", contains(tenantId.toString()));
    }

    @Test
    void tenantSeesItsWholeHistory() {
        charge(FEBRUARY_28);

        until(() -> asAdmin(tenantId, before).get("/api/v1/charges").statusCode() == 401);
        asAdmin(tenantId, after)
                .get("/api/v1/charges")
                .then()
                .statusCode(200)
                .body("items.amount", contains("59.00", "37.93", "-18.64", "29.00"));
    }

    /** Publishes the end of a job that was submitted while the tenant belonged to this reseller. */
    private void jobEnds(UUID resellerId) {
        UUID jobId = UUID.randomUUID();
        send(Topic.JOB_COMPLETED, jobId, jobFact(jobId, tenantId, resellerId, "Completed", 60_000, 1_000_000));
        until(() -> count("select count(*) from usage_records where job_id = ?", jobId) == 2);
    }

    private void charge(Instant now) {
        try {
            boolean more = true;
            while (more) {
                more = VertxContextSupport.subscribeAndAwait(() -> advance.advance(now));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
