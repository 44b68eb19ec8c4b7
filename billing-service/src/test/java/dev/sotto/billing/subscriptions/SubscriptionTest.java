package dev.sotto.billing.subscriptions;

import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.created;
import static dev.sotto.billing.World.events;
import static dev.sotto.billing.World.kafka;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.planBody;
import static dev.sotto.billing.World.rate;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.resellerFact;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenant;
import static dev.sotto.billing.World.tenantFact;
import static dev.sotto.billing.World.tenantIs;
import static dev.sotto.billing.World.tenantSince;
import static dev.sotto.billing.World.until;
import static dev.sotto.billing.World.untilHandled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sotto.billing.World;
import dev.sotto.model.events.Topic;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubscriptionTest {

    private static final Instant ANCHOR = Instant.parse("2026-05-17T08:30:15.123456Z");
    private static final String COMMISSION =
            "select rate || ' ' || amount || ' ' || currency from commission_lines where tenant_id = ? order by id";
    private static final String CHARGES = "select amount from charges where tenant_id = ? order by id";

    @Test
    void newTenantCreatesSubscriptionChargeAndCommission() {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "29.00", "EUR");
        UUID tenantId = tenantSince(resellerId, planId, ANCHOR);

        String id = asAdmin(tenantId, resellerId)
                .get("/api/v1/subscriptions")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].subscription_plan_id", equalTo(planId.toString()))
                .body("items[0].source", equalTo("Manual"))
                .body("items[0].status", equalTo("Active"))
                .body("items[0].anchor", equalTo(ANCHOR.toString()))
                .body("items[0].next_charge_at", equalTo("2026-06-17T08:30:15.123456Z"))
                .extract()
                .path("items[0].id");
        asReseller(resellerId)
                .get("/api/v1/subscriptions/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        asReseller(resellerId)
                .get("/api/v1/charges?tenant_id=" + tenantId)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].amount", equalTo("29.00"))
                .body("items[0].currency", equalTo("EUR"))
                .body("items[0].period_start", equalTo(ANCHOR.toString()))
                .body("items[0].period_end", equalTo("2026-06-17T08:30:15.123456Z"));
        asReseller(resellerId)
                .get("/api/v1/commission")
                .then()
                .statusCode(200)
                .body("totals.EUR", equalTo("4.35"))
                .body("items", hasSize(1))
                .body("items[0].base", equalTo("29.00"))
                .body("items[0].rate", equalTo("15.00"))
                .body("items[0].amount", equalTo("4.35"));
        JsonPath event = events(Topic.SUBSCRIPTION_CHANGED, tenantId, 1).get(0);
        assertThat(event.getString("data.subscription_plan_id")).isEqualTo(planId.toString());
        assertThat(event.getString("data.status")).isEqualTo("Active");
        assertThat(event.getLong("data.version")).isEqualTo(1);
    }

    @Test
    void repeatedEventChangesNothing() {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "29.00", "EUR");
        UUID tenantId = tenant(resellerId, planId);

        untilHandled(send(Topic.TENANT_CHANGED, tenantId, tenantFact(tenantId, 1, resellerId, planId, ANCHOR)));
        untilHandled(send(Topic.TENANT_CHANGED, tenantId, tenantFact(tenantId, 2, resellerId, planId, ANCHOR)));

        assertThat(column("select version from subscriptions where tenant_id = ?", tenantId))
                .containsExactly("1");
        assertThat(column(CHARGES, tenantId)).hasSize(1);
        assertThat(column("select version from replicas where topic = 'tenant-changed' and id = ?", tenantId))
                .containsExactly("2");
    }

    @Test
    void newPlanIsPaidForTheRestOfThePeriod() {
        UUID resellerId = reseller("15.00");
        UUID basic = plan(resellerId, "29.00", "EUR");
        UUID plus = plan(resellerId, "59.00", "EUR");
        UUID tenantId = tenant(resellerId, basic);

        // An event of an older version of tenant-service, without a number. It was decided before the period began.
        untilHandled(send(Topic.TENANT_CHANGED, tenantId, tenantFact(tenantId, 3, resellerId, plus, ANCHOR)));
        // Older than the known version, although it arrives later.
        untilHandled(send(Topic.TENANT_CHANGED, tenantId, tenantFact(tenantId, 2, resellerId, basic, ANCHOR)));

        asReseller(resellerId)
                .get("/api/v1/subscriptions?tenant_id=" + tenantId)
                .then()
                .body("items[0].subscription_plan_id", equalTo(plus.toString()))
                .body("items[0].version", equalTo(2));
        assertThat(column(CHARGES, tenantId)).containsExactly("29.0000", "-29.0000", "59.0000");
        List<JsonPath> events = events(Topic.SUBSCRIPTION_CHANGED, tenantId, 2);
        assertThat(events)
                .extracting(event -> event.getString("data.subscription_plan_id"))
                .containsExactly(basic.toString(), plus.toString());
        assertThat(events).extracting(event -> event.getLong("data.version")).containsExactly(1L, 2L);
    }

    @Test
    void freePlanIsNotCharged() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenant(resellerId, created(asPlatform(), planBody("0.00", "EUR")));

        assertThat(column(CHARGES, tenantId)).isEmpty();
        assertThat(column(COMMISSION, tenantId)).isEmpty();
    }

    @Test
    void amountsHaveTheirCurrencysDecimals() {
        UUID resellerId = reseller("12.50");
        tenant(resellerId, plan(resellerId, "2980", "JPY"));
        tenant(resellerId, plan(resellerId, "9.25", "KWD"));

        until(() -> count("select count(*) from commission_lines where reseller_id = ?", resellerId) == 2);
        asReseller(resellerId)
                .get("/api/v1/commission")
                .then()
                .body("totals.JPY", equalTo("372"))
                .body("totals.KWD", equalTo("1.156"));
    }

    @Test
    void paysRateAtPeriodStart() {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "100.00", "EUR");
        Instant change = Instant.parse("2026-05-17T09:00:00Z");
        OwnerServer.answer(
                "reseller-service",
                "resellers",
                resellerId,
                resellerFact(resellerId, 2, rate("15.00", "2020-01-01T00:00:00Z"), rate("20.00", change.toString())));

        UUID before = tenantSince(resellerId, planId, change.minusSeconds(1));
        UUID after = tenantSince(resellerId, planId, change);

        assertThat(column(COMMISSION, before)).containsExactly("15.00 15.0000 EUR");
        assertThat(column(COMMISSION, after)).containsExactly("20.00 20.0000 EUR");
    }

    @Test
    void usesRateFromEventWhileOwnerIsDown() {
        UUID resellerId = UUID.randomUUID();
        UUID planId = plan(resellerId, "100.00", "EUR");
        OwnerServer.away("reseller-service", true);
        try {
            untilHandled(send(
                    Topic.RESELLER_CHANGED,
                    resellerId,
                    resellerFact(resellerId, 2, rate("10.00", "2020-01-01T00:00:00Z"))));
            untilHandled(send(
                    Topic.RESELLER_CHANGED,
                    resellerId,
                    resellerFact(resellerId, 1, rate("99.00", "2020-01-01T00:00:00Z"))));
            UUID tenantId = tenant(resellerId, planId);

            assertThat(column(COMMISSION, tenantId)).containsExactly("10.00 10.0000 EUR");
        } finally {
            OwnerServer.away("reseller-service", false);
        }
    }

    @Test
    void tenantWaitsWhileRateIsUnknown() {
        UUID resellerId = UUID.randomUUID();
        UUID planId = plan(resellerId, "100.00", "EUR");
        UUID tenantId = UUID.randomUUID();
        OwnerServer.away("reseller-service", true);
        try {
            tenantIs(tenantId, 1, resellerId, planId, ANCHOR);
            until(() -> OwnerServer.leftUnanswered("reseller-service", "resellers", resellerId));
            assertThat(count("select count(*) from commission_lines where tenant_id = ?", tenantId))
                    .isZero();
        } finally {
            OwnerServer.away("reseller-service", false);
        }
        OwnerServer.answer(
                "reseller-service",
                "resellers",
                resellerId,
                resellerFact(resellerId, 1, rate("15.00", "2020-01-01T00:00:00Z")));

        until(() -> count("select count(*) from commission_lines where tenant_id = ?", tenantId) == 1);
    }

    @Test
    void laterEventsOfATenantDoNotWaitForRates() {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "100.00", "EUR");
        UUID tenantId = tenant(resellerId, planId);
        World.execute("delete from replicas where topic = 'reseller-changed' and id = '" + resellerId + "'");
        OwnerServer.away("reseller-service", true);
        try {
            String closed = tenantFact(tenantId, 2, resellerId, planId, ANCHOR).replace("Active", "Closed");
            untilHandled(send(Topic.TENANT_CHANGED, tenantId, closed));
        } finally {
            OwnerServer.away("reseller-service", false);
        }

        assertThat(column("select status from replicas where topic = 'tenant-changed' and id = ?", tenantId))
                .containsExactly("Closed");
    }

    @Test
    void refusesPlanThatResellerCannotSell() {
        UUID resellerId = reseller("15.00");
        UUID foreign = plan(UUID.randomUUID(), "29.00", "EUR");
        UUID tenantId = UUID.randomUUID();

        tenantIs(tenantId, 1, resellerId, foreign, ANCHOR);

        var letters = kafka().read(
                        Topic.TENANT_CHANGED.deadLetterName(),
                        records -> records.stream()
                                .anyMatch(letter -> KafkaProbe.text(letter).contains(tenantId.toString())),
                        TestTimeout.DURATION);
        assertThat(letters).anyMatch(letter -> KafkaProbe.text(letter).contains(tenantId.toString()));
        assertThat(count("select count(*) from subscriptions where tenant_id = ?", tenantId))
                .isZero();
        assertThat(count("select count(*) from charges where tenant_id = ?", tenantId))
                .isZero();
    }

    @Test
    void houseTenantGetsNoSubscription() {
        UUID house = UUID.randomUUID();
        String fact = tenantFact(house, 1, house, house, ANCHOR).replace("Customer", "House");

        untilHandled(send(Topic.TENANT_CHANGED, house, fact));

        assertThat(count("select count(*) from replicas where topic = 'tenant-changed' and id = ?", house))
                .isEqualTo(1);
        assertThat(count("select count(*) from subscriptions where tenant_id = ?", house))
                .isZero();
    }
}
