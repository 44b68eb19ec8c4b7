package dev.sotto.billing.subscriptions;

import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.created;
import static dev.sotto.billing.World.execute;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.planBody;
import static dev.sotto.billing.World.rate;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.resellerFact;
import static dev.sotto.billing.World.tenantSince;
import static dev.sotto.billing.World.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import dev.sotto.billing.World;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.OwnerServer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Runs charges by hand, in years before other tests' subscriptions begin, so that those are not due. */
@QuarkusTest
class ChargesDueTest {

    private static final Instant JANUARY_31 = Instant.parse("2019-01-31T10:00:00Z");
    private static final Instant APRIL_30 = Instant.parse("2019-04-30T10:00:00Z");
    private static final String STARTS = """
            select to_char(period_start at time zone 'UTC', 'MM-DD"T"HH24') from charges where tenant_id = ?
            order by period_start
            """;

    private static final String BOOKED = """
            select c.amount || ' ' || l.amount || ' ' || l.currency from charges c
            join commission_lines l on l.charge_id = c.id where c.tenant_id = ?
            """;

    @Inject
    AdvanceSubscriptions advance;

    @Inject
    Vertx vertx;

    @Test
    void chargesThreeMissedMonthsSeparately() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "29.00", "EUR"), JANUARY_31);

        chargeAll(APRIL_30);

        assertThat(column(STARTS, tenantId)).containsExactly("01-31T10", "02-28T10", "03-31T10", "04-30T10");
        assertThat(column("select distinct amount from commission_lines where tenant_id = ?", tenantId))
                .containsExactly("4.3500");
        assertThat(count("select count(*) from commission_lines where tenant_id = ?", tenantId))
                .isEqualTo(4);
        assertThat(column(
                        "select charged_periods || ' ' || (next_charge_at at time zone 'UTC') from subscriptions "
                                + "where tenant_id = ?",
                        tenantId))
                .containsExactly("4 2019-05-31 10:00:00");
    }

    @Test
    void doesNotChargePeriodsWithinClosure() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "29.00", "EUR"), JANUARY_31);

        heard("tenant-changed", tenantId, "Closed");
        chargeAll(APRIL_30);
        assertThat(column(STARTS, tenantId)).containsExactly("01-31T10");

        heard("tenant-changed", tenantId, "Active");
        chargeAll(APRIL_30);
        chargeAll(APRIL_30);
        assertThat(column(STARTS, tenantId)).containsExactly("01-31T10", "04-30T10");
    }

    @Test
    void chargesTenantsOfSuspendedButNotOfClosedResellers() {
        UUID closed = reseller("15.00");
        UUID suspended = reseller("15.00");
        UUID ofClosed = tenantSince(closed, plan(closed, "29.00", "EUR"), JANUARY_31);
        UUID ofSuspended = tenantSince(suspended, plan(suspended, "29.00", "EUR"), JANUARY_31);

        heard("reseller-changed", closed, "Closed");
        heard("reseller-changed", suspended, "Suspended");
        chargeAll(APRIL_30);

        assertThat(column(STARTS, ofClosed)).containsExactly("01-31T10");
        assertThat(column(STARTS, ofSuspended)).hasSize(4);
    }

    /** Changes the status as the next event would. */
    private static void heard(String topic, UUID id, String status) {
        execute("update replicas set status = '%s', version = 9 where topic = '%s' and id = '%s'"
                .formatted(status, topic, id));
    }

    @Test
    void doesNotChargeEarly() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "29.00", "EUR"), JANUARY_31);

        chargeAll(Instant.parse("2019-02-28T09:59:59.999999Z"));

        assertThat(column(STARTS, tenantId)).containsExactly("01-31T10");
    }

    @Test
    void concurrentRunsChargeEachPeriodOnce() {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "29.00", "EUR");
        List<UUID> tenants = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tenants.add(tenantSince(resellerId, planId, JANUARY_31));
        }

        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(CompletableFuture.runAsync(() -> chargeAll(APRIL_30), threads));
        }
        running.forEach(CompletableFuture::join);
        threads.shutdown();
        // A run that found all rows locked by another one stopped early. This run does the rest.
        chargeAll(APRIL_30);

        for (UUID tenantId : tenants) {
            assertThat(column(STARTS, tenantId)).containsExactly("01-31T10", "02-28T10", "03-31T10", "04-30T10");
            assertThat(count("select count(*) from commission_lines where tenant_id = ?", tenantId))
                    .isEqualTo(4);
        }
    }

    @Test
    void usesRateAtPeriodStart() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "100.00", "EUR"), JANUARY_31);
        OwnerServer.answer(
                "reseller-service",
                "resellers",
                resellerId,
                resellerFact(
                        resellerId, 2, rate("15.00", "2019-01-01T00:00:00Z"), rate("20.00", "2019-03-31T10:00:00Z")));

        chargeAll(APRIL_30);

        assertThat(column(
                        "select l.rate from commission_lines l join charges c on c.id = l.charge_id "
                                + "where c.tenant_id = ? order by c.period_start",
                        tenantId))
                .containsExactly("15.00", "15.00", "20.00", "20.00");
    }

    @Test
    void chargesOnlyActiveSubscriptions() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "29.00", "EUR"), JANUARY_31);
        World.execute("update subscriptions set status = 'Paused' where tenant_id = '" + tenantId + "'");

        chargeAll(APRIL_30);

        assertThat(column(STARTS, tenantId)).hasSize(1);
    }

    @Test
    void freePlanIsNotCharged() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, created(asPlatform(), planBody("0", "EUR")), JANUARY_31);

        chargeAll(APRIL_30);

        assertThat(column(STARTS, tenantId)).isEmpty();
        assertThat(column("select charged_periods from subscriptions where tenant_id = ?", tenantId))
                .containsExactly("4");
    }

    @Test
    void unknownResellerDoesNotBlockOthers() {
        UUID lost = reseller("15.00");
        UUID waiting = tenantSince(lost, plan(lost, "29.00", "EUR"), JANUARY_31);
        OwnerServer.answer("reseller-service", "resellers", lost, "not json");
        World.execute("delete from replicas where topic = 'reseller-changed' and id = '" + lost + "'");
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "29.00", "EUR"), JANUARY_31);

        chargeAll(APRIL_30);

        assertThat(column(STARTS, tenantId)).hasSize(4);
        assertThat(column(STARTS, waiting)).hasSize(1);
    }

    @Test
    void asksUnavailableOwnerOnlyOncePerRun() {
        List<UUID> resellers = List.of(reseller("15.00"), reseller("15.00"), reseller("15.00"));
        List<UUID> tenants = resellers.stream()
                .map(each -> tenantSince(each, plan(each, "29.00", "EUR"), JANUARY_31))
                .toList();

        OwnerServer.hangs("reseller-service", true);
        try {
            assertThat(chargeOnce(APRIL_30)).isTrue();
        } finally {
            OwnerServer.hangs("reseller-service", false);
        }

        assertThat(tenants)
                .allSatisfy(tenant -> assertThat(column(STARTS, tenant)).hasSize(2));
        assertThat(resellers)
                .filteredOn(each -> OwnerServer.leftUnanswered("reseller-service", "resellers", each))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void roundsThreeDecimalCurrencyHalfEven() {
        UUID resellerId = reseller("15.00");
        UUID dinars = tenantSince(resellerId, plan(resellerId, "12.350", "KWD"), JANUARY_31);
        UUID yen = tenantSince(resellerId, plan(resellerId, "1290", "JPY"), JANUARY_31);

        // 15 % of 12.350 is 1.8525; of 1290 it is 193.5.
        assertThat(column(BOOKED, dinars)).containsExactly("12.3500 1.8520 KWD");
        assertThat(column(BOOKED, yen)).containsExactly("1290.0000 194.0000 JPY");
        asReseller(resellerId)
                .get("/api/v1/commission")
                .then()
                .statusCode(200)
                .body("items.amount", containsInAnyOrder("1.852", "194"));
    }

    @Test
    void loopChargesWhenDue() {
        UUID resellerId = reseller("15.00");
        UUID tenantId = tenantSince(resellerId, plan(resellerId, "29.00", "EUR"), JANUARY_31);
        HandClock clock = HandClock.at(JANUARY_31);
        ChargingLoop loop = new ChargingLoop(vertx, advance, clock, new Often());
        loop.start(new StartupEvent());
        try {
            clock.set(APRIL_30);
            until(() -> column(STARTS, tenantId).size() == 4);
        } finally {
            loop.stop(new ShutdownEvent());
        }
    }

    private void chargeAll(Instant now) {
        while (chargeOnce(now)) {
            // until nothing is due
        }
    }

    private boolean chargeOnce(Instant now) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> advance.advance(now));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A loop without a wait between its rounds. */
    private record Often() implements ChargingSettings {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(15);
        }
    }
}
