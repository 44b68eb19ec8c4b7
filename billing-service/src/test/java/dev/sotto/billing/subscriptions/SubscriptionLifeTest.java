package dev.sotto.billing.subscriptions;

import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.assigned;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.created;
import static dev.sotto.billing.World.events;
import static dev.sotto.billing.World.planBody;
import static dev.sotto.billing.World.rate;
import static dev.sotto.billing.World.resellerFact;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenantFact;
import static dev.sotto.billing.World.untilHandled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.sotto.billing.subscriptions.ChangeSubscription.Order;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.ChangeTime;
import dev.sotto.model.billing.SubscriptionChange;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.OwnerServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions by a hand-driven clock, in years before other tests' subscriptions begin, so that those are not due. */
@QuarkusTest
class SubscriptionLifeTest {

    private static final String LEDGER = """
            select kind || ' ' || amount || ' ' || description || ' '
                || to_char(period_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') || ' '
                || to_char(period_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') || ' ' || plan_version
            from charges where tenant_id = ? order by id""";

    @Inject
    AdvanceSubscriptions advance;

    @Inject
    ChangeSubscription change;

    private final UUID resellerId = UUID.randomUUID();
    private final UUID tenantId = UUID.randomUUID();
    private final HandClock clock = HandClock.at(Instant.parse("2013-01-31T09:00:00Z"));
    private UUID basic;
    private UUID plus;

    @BeforeEach
    void resellerOfBerlinWithTwoPlans() {
        OwnerServer.answer(
                "reseller-service",
                "resellers",
                resellerId,
                resellerFact(resellerId, 1, rate("15.00", "2010-01-01T00:00:00Z"))
                        .replace("\"name\"", "\"time_zone\": \"Europe/Berlin\", \"name\""));
        basic = created(asReseller(resellerId), yearly("29.00", "290.00"));
        plus = created(asReseller(resellerId), yearly("59.00", "590.00"));
    }

    private static String yearly(String month, String year) {
        return planBody(month, "EUR").replace("{\"name\"", "{\"price_yearly\": \"" + year + "\", \"name\"");
    }

    @Test
    void threeYearsOfATenantAreChargedLineByLine() {
        begin("\"trial_days\": 14, \"plan_after_trial_id\": \"" + basic + "\"");
        assertThat(column(LEDGER, tenantId)).isEmpty();
        // A dearer version is not the subscriber's.
        asReseller(resellerId)
                .contentType("application/merge-patch+json")
                .body("{\"price_monthly\": \"49.00\"}")
                .patch("/api/v1/subscription-plans/" + basic)
                .then()
                .statusCode(200);

        moveTo("2013-05-29T20:00:00Z");
        changeTo(plus, null, ChangeTime.Now);
        moveTo("2013-07-20T00:00:00Z");
        changeTo(null, BillingInterval.Year, ChangeTime.PeriodEnd);
        moveTo("2014-02-12T20:00:00Z");
        changeTo(basic, null, ChangeTime.Now);
        moveTo("2015-03-01T00:00:00Z");
        run(() -> change.cancel(reseller(), order(), ChangeTime.PeriodEnd));
        moveTo("2015-11-10T12:00:00Z");
        assertThat(column("select status from subscriptions where tenant_id = ?", tenantId))
                .containsExactly("Expired");
        run(() -> change.resume(reseller(), order()));
        moveTo("2016-01-31T09:00:00Z");

        assertThat(column(LEDGER, tenantId))
                .containsExactly(
                        "Charge 29.0000 Period 2013-02-14T09:00 2013-03-14T09:00 1",
                        "Charge 29.0000 Period 2013-03-14T09:00 2013-04-14T08:00 1",
                        "Charge 29.0000 Period 2013-04-14T08:00 2013-05-14T08:00 1",
                        "Charge 29.0000 Period 2013-05-14T08:00 2013-06-14T08:00 1",
                        "Credit -14.5000 PlanChange 2013-05-29T20:00 2013-06-14T08:00 1",
                        "Charge 29.5000 PlanChange 2013-05-29T20:00 2013-06-14T08:00 1",
                        "Charge 59.0000 Period 2013-06-14T08:00 2013-07-14T08:00 1",
                        "Charge 59.0000 Period 2013-07-14T08:00 2013-08-14T08:00 1",
                        "Charge 590.0000 Period 2013-08-14T08:00 2014-08-14T08:00 1",
                        "Credit -295.0000 PlanChange 2014-02-12T20:00 2014-08-14T08:00 1",
                        "Charge 145.0000 PlanChange 2014-02-12T20:00 2014-08-14T08:00 2",
                        "Charge 290.0000 Period 2014-08-14T08:00 2015-08-14T08:00 2",
                        "Charge 290.0000 Period 2015-11-10T12:00 2016-11-10T12:00 2");
        // 15 % of each line, rounded, and the sum of the rounded lines.
        assertThat(column("select sum(amount) from commission_lines where tenant_id = ?", tenantId))
                .containsExactly("190.3400");
        assertThat(column("select quota_anchor at time zone 'UTC' from subscriptions where tenant_id = ?", tenantId))
                .containsExactly("2013-02-14 09:00:00");
        assertThat(events(Topic.SUBSCRIPTION_CHANGED, tenantId, 9))
                .extracting(event -> event.getString("data.status") + " " + event.getString("data.interval") + " "
                        + event.getString("data.plan_version"))
                .containsExactly(
                        "Trial Month 1",
                        "Active Month 1",
                        "Active Month 1",
                        "Active Month 1",
                        "Active Year 1",
                        "Active Year 2",
                        "Cancelled Year 2",
                        "Expired Year 2",
                        "Active Year 2");
    }

    @Test
    void upForADayIsNotFree() {
        begin("\"trial_days\": 0");
        moveTo("2013-02-01T09:00:00Z");
        changeTo(plus, null, ChangeTime.Now);
        moveTo("2013-02-27T09:00:00Z");
        changeTo(basic, null, ChangeTime.Now);

        assertThat(column("select sum(amount) from charges where tenant_id = ?", tenantId))
                .containsExactly("56.8600");
    }

    @Test
    void simultaneousChangesCancellationsAndPeriodHaveOneOutcome() {
        begin("\"trial_days\": 0");
        clock.set(Instant.parse("2013-02-28T09:00:00Z"));

        List<String> outcomes = atOnce(64, n -> switch (n % 4) {
            case 0 ->
                attempt(() -> change.change(reseller(), order(), new SubscriptionChange(plus, null, ChangeTime.Now)));
            case 1 ->
                attempt(() -> change.change(
                        reseller(), order(), new SubscriptionChange(null, BillingInterval.Year, ChangeTime.PeriodEnd)));
            case 2 -> attempt(() -> change.cancel(reseller(), order(), ChangeTime.PeriodEnd));
            default -> attempt(() -> advance.advance(clock.instant()));
        });

        assertThat(outcomes)
                .allMatch(outcome -> outcome.equals("done") || outcome.startsWith("The subscription is Cancelled"));
        List<String> ledger = column(LEDGER, tenantId);
        assertThat(ledger.subList(0, 2))
                .containsExactly(
                        "Charge 29.0000 Period 2013-01-31T09:00 2013-02-28T09:00 1",
                        "Charge 29.0000 Period 2013-02-28T09:00 2013-03-31T08:00 1");
        assertThat(ledger.subList(2, ledger.size()))
                .isIn(
                        List.of(),
                        List.of(
                                "Credit -29.0000 PlanChange 2013-02-28T09:00 2013-03-31T08:00 1",
                                "Charge 59.0000 PlanChange 2013-02-28T09:00 2013-03-31T08:00 1"));
        assertThat(column("select status from subscriptions where tenant_id = ?", tenantId))
                .containsExactly("Cancelled");
        assertThat(count("select count(*) from commission_lines where tenant_id = ?", tenantId))
                .isEqualTo(ledger.size());
    }

    @Test
    void sixtyFourEqualChangesAreOne() {
        begin("\"trial_days\": 0");
        moveTo("2013-02-14T09:00:00Z");

        List<String> outcomes = atOnce(
                64,
                n -> attempt(
                        () -> change.change(reseller(), order(), new SubscriptionChange(plus, null, ChangeTime.Now))));

        assertThat(outcomes).containsOnly("done");
        assertThat(column(LEDGER, tenantId))
                .containsExactly(
                        "Charge 29.0000 Period 2013-01-31T09:00 2013-02-28T09:00 1",
                        "Credit -14.5000 PlanChange 2013-02-14T09:00 2013-02-28T09:00 1",
                        "Charge 29.5000 PlanChange 2013-02-14T09:00 2013-02-28T09:00 1");
        assertThat(count("select count(*) from audit_log where tenant_id = ? and action = 'changed'", tenantId))
                .isEqualTo(1);
    }

    @Test
    void changeAfterAnUnnoticedPeriodIsOfTheNextOne() {
        begin("\"trial_days\": 0");
        clock.set(Instant.parse("2013-03-16T00:00:00Z"));

        changeTo(plus, null, ChangeTime.Now);

        assertThat(column(LEDGER, tenantId))
                .startsWith(
                        "Charge 29.0000 Period 2013-01-31T09:00 2013-02-28T09:00 1",
                        "Charge 29.0000 Period 2013-02-28T09:00 2013-03-31T08:00 1")
                .hasSize(4);
    }

    @Test
    void trialThatNothingFollowsExpiresUncharged() {
        begin("\"trial_days\": 14");
        moveTo("2013-02-14T09:00:00Z");

        assertThat(column(
                        "select status || ' ' || (next_charge_at is null) from subscriptions where tenant_id = ?",
                        tenantId))
                .containsExactly("Expired true");
        assertThat(column(LEDGER, tenantId)).isEmpty();
    }

    @Test
    void subscribersAreMovedToTheCurrentVersionAtTheirNextPeriod() {
        begin("\"trial_days\": 0");
        asReseller(resellerId)
                .contentType("application/merge-patch+json")
                .body("{\"price_monthly\": \"49.00\", \"processing_quota_minutes\": 600}")
                .patch("/api/v1/subscription-plans/" + basic)
                .then()
                .statusCode(200);

        asReseller(resellerId)
                .contentType("application/json")
                .body("{\"at\": \"PeriodEnd\"}")
                .post("/api/v1/subscription-plans/" + basic + "/moves")
                .then()
                .statusCode(200)
                .body("subscriptions", equalTo(1))
                .body("plan_version", equalTo(2));
        moveTo("2013-02-28T09:00:00Z");

        assertThat(column(LEDGER, tenantId))
                .containsExactly(
                        "Charge 29.0000 Period 2013-01-31T09:00 2013-02-28T09:00 1",
                        "Charge 49.0000 Period 2013-02-28T09:00 2013-03-31T08:00 2");
        assertThat(events(Topic.SUBSCRIPTION_CHANGED, tenantId, 3))
                .extracting(event -> event.getInt("data.allowance.processing_quota_minutes") + " "
                        + event.getString("data.planned.from"))
                .containsExactly("60 null", "60 2013-02-28T09:00:00Z", "600 null");
    }

    @Test
    void foreignSubscriptionIsNotChanged() {
        begin("\"trial_days\": 0");
        Caller rival = caller(UUID.randomUUID());

        assertThatThrownBy(() -> run(() -> change.cancel(rival, order(), ChangeTime.Now)))
                .hasMessage(Problem.notFound().getMessage());
    }

    private void begin(String beginning) {
        String fact = tenantFact(tenantId, 1, resellerId, basic, clock.instant());
        untilHandled(send(Topic.TENANT_CHANGED, tenantId, assigned(fact, 1, clock.instant(), beginning)));
    }

    /** Passes every moment at which something is due. */
    private void moveTo(String instant) {
        clock.set(Instant.parse(instant));
        while (run(() -> advance.advance(clock.instant()))) {
            // until nothing is due
        }
    }

    private void changeTo(UUID plan, BillingInterval interval, ChangeTime at) {
        run(() -> change.change(reseller(), order(), new SubscriptionChange(plan, interval, at)));
    }

    private Order order() {
        UUID id = UUID.fromString(column("select id from subscriptions where tenant_id = ?", tenantId)
                .get(0));
        return new Order(id, null, clock.instant());
    }

    private Caller reseller() {
        return caller(resellerId);
    }

    private static Caller caller(UUID resellerId) {
        return new Caller(
                new Scope.Reseller(resellerId),
                UUID.randomUUID(),
                Set.of(Role.ResellerAdmin),
                null,
                null,
                new Caller.Origin("test", null, null));
    }

    private static <T> String attempt(Supplier<Uni<T>> work) {
        try {
            T unused = run(work);
            return "done";
        } catch (Problem refusal) {
            return refusal.getMessage();
        }
    }

    private static <T> T run(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> atOnce(int times, IntFunction<String> work) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        List<CompletableFuture<String>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int n = i;
            running.add(CompletableFuture.supplyAsync(() -> work.apply(n), threads));
        }
        List<String> outcomes = running.stream().map(CompletableFuture::join).toList();
        threads.shutdown();
        return outcomes;
    }
}
