package dev.sotto.billing.charges;

import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.execute;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.billing.charges.ChargeLine.PlanSubscription;
import dev.sotto.billing.commission.RateHistory;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.ChargeSource;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.events.ResellerChanged.CommissionRate;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger of a tenant whose own plan is free, so that only the test's lines are in it. */
@QuarkusTest
class ChargeLedgerTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final String LINES = """
            select split_part(c.source_event_id, '/', 2) || ' ' || c.kind || ' ' || trim_scale(c.amount) || ' '
                || trim_scale(l.rate) || ' ' || trim_scale(l.amount) || ' ' || trim_scale(l.balance)
            from charges c join commission_lines l on l.charge_id = c.id where c.tenant_id = ?
            order by c.source_event_id, c.kind""";

    @Inject
    ChargeLedger ledger;

    @Inject
    ScopedTransaction transactions;

    private PlanSubscription of;

    @BeforeEach
    void freeTenant() {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "0", "EUR");
        UUID tenantId = tenant(resellerId, planId);
        UUID subscriptionId = UUID.fromString(column("select id from subscriptions where tenant_id = ?", tenantId)
                .get(0));
        of = new PlanSubscription(tenantId, resellerId, subscriptionId, planId, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachEventIsWrittenOnceInWhateverOrderAndHoweverOften(long seed) {
        ResellerTerms terms = terms(Collector.Platform, "15.00", "20.00");
        List<ChargeLine> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.add(charge("e" + i, START.plus(MONTH.multipliedBy(i)), "29.00", "EUR"));
        }
        lines.addAll(List.copyOf(lines));
        Collections.shuffle(lines, new Random(seed));

        lines.forEach(line -> write(terms, line));
        write(terms, lines.toArray(ChargeLine[]::new));

        assertThat(column(LINES, of.tenantId()))
                .containsExactly("e0 Charge 29 15 4.35 4.35", "e1 Charge 29 20 5.8 5.8", "e2 Charge 29 20 5.8 5.8");
    }

    @Test
    void oneEventMayBeACreditAndACharge() {
        ResellerTerms terms = terms(Collector.Reseller, "15.00");
        write(terms, charge("begin", START, "30.00", "EUR"));

        write(
                terms,
                credit("change", "-20.00", "EUR", charged("begin")),
                charge("change", START.plus(Duration.ofDays(10)), "60.00", "EUR"));

        assertThat(column(LINES, of.tenantId()))
                .containsExactly(
                        "begin Charge 30 15 4.5 -25.5", "change Charge 60 15 9 -51", "change Credit -20 15 -3 17");
    }

    @Test
    void refundTakesRateResellerAndCollectorOfItsCharge() {
        write(terms(Collector.Platform, "15.00"), charge("begin", START, "29.00", "EUR"));
        PlanSubscription before = of;
        of = new PlanSubscription(
                of.tenantId(), UUID.randomUUID(), of.subscriptionId(), of.subscriptionPlanId(), of.planVersion());

        write(terms(Collector.Reseller, "40.00"), refund("refund", "-29.00", "EUR", charged("begin")));

        assertThat(column(LINES, of.tenantId()))
                .containsExactly("begin Charge 29 15 4.35 4.35", "refund Refund -29 15 -4.35 -4.35");
        assertThat(column(
                        "select distinct reseller_id || ' ' || collected_by from charges where tenant_id = ?",
                        of.tenantId()))
                .containsExactly(before.resellerId() + " Platform");
    }

    @Test
    void creditIsCutToWhatIsLeftAndRefundIsRefused() {
        ResellerTerms terms = terms(Collector.Platform, "10.00");
        write(terms, charge("begin", START, "29.00", "EUR"));
        UUID charge = charged("begin");
        write(terms, refund("r1", "-20.00", "EUR", charge));

        assertThatThrownBy(() -> write(terms, refund("r2", "-9.01", "EUR", charge)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        refused -> assertThat(refused.getMessage()).contains("9.00 EUR is left"));
        write(terms, credit("c1", "-15.00", "EUR", charge));
        write(terms, credit("c2", "-15.00", "EUR", charge));

        assertThat(column(LINES, of.tenantId()))
                .containsExactly("begin Charge 29 10 2.9 2.9", "c1 Credit -9 10 -0.9 -0.9", "r1 Refund -20 10 -2 -2");
        assertThat(left(charge)).isEqualTo(new Money(BigDecimal.ZERO, "EUR"));
    }

    @Test
    void repeatedRefundOfAnEmptyChargeIsNoFault() {
        ResellerTerms terms = terms(Collector.Platform, "10.00");
        write(terms, charge("begin", START, "29.00", "EUR"));
        ChargeLine refund = refund("r1", "-29.00", "EUR", charged("begin"));

        write(terms, refund);
        write(terms, refund);

        assertThat(column(LINES, of.tenantId()))
                .containsExactly("begin Charge 29 10 2.9 2.9", "r1 Refund -29 10 -2.9 -2.9");
    }

    @Test
    void subscriptionsCollectorGoesBeforeTheResellers() {
        execute("update subscriptions set collected_by = 'Platform' where id = '" + of.subscriptionId() + "'");

        write(terms(Collector.Reseller, "15.00"), charge("begin", START, "29.00", "EUR"));

        assertThat(column(LINES, of.tenantId())).containsExactly("begin Charge 29 15 4.35 4.35");
    }

    @ParameterizedTest
    @CsvSource({
        "JPY, 1290, 1290 15 194 -1096",
        "KWD, 12.350, 12.35 15 1.852 -10.498",
        "EUR, 0.50, 0.5 15 0.08 -0.42",
        "CLF, 0.0010, 0.001 15 0.0002 -0.0008"
    })
    void roundsHalfEvenToTheMinorUnit(String currency, String amount, String expected) {
        write(terms(Collector.Reseller, "15.00"), charge("begin", START, amount, currency));

        assertThat(column(LINES, of.tenantId())).containsExactly("begin Charge " + expected);
    }

    /** Each side subtracts what it earned from what it holds. The one owes what the other is owed. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void balanceFromBothSidesSumsToZero(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            Collector collectedBy = random.nextBoolean() ? Collector.Platform : Collector.Reseller;
            ResellerTerms terms = terms(collectedBy, "33.33");
            String price =
                    new BigDecimal(1 + random.nextInt(9999)).movePointLeft(2).toPlainString();
            write(terms, charge("e" + i, START.plus(MONTH), price, "EUR"));
            write(terms, credit("c" + i, "-" + price, "EUR", charged("e" + random.nextInt(i + 1))));
        }

        BigDecimal platformHolds = held(Collector.Platform);
        BigDecimal resellerHolds = held(Collector.Reseller);
        BigDecimal resellerEarned = sum("select sum(amount) from commission_lines where tenant_id = ?");
        BigDecimal platformEarned = platformHolds.add(resellerHolds).subtract(resellerEarned);
        BigDecimal balance = sum("select sum(balance) from commission_lines where tenant_id = ?");

        assertThat(platformHolds.subtract(platformEarned)).isEqualByComparingTo(balance);
        assertThat(resellerHolds.subtract(resellerEarned)).isEqualByComparingTo(balance.negate());
    }

    private BigDecimal held(Collector collectedBy) {
        return sum("select coalesce(sum(amount), 0) from charges where tenant_id = ? and collected_by = '" + collectedBy
                + "'");
    }

    private BigDecimal sum(String sql) {
        return new BigDecimal(column(sql, of.tenantId()).get(0));
    }

    /** The second rate applies from the second month. */
    private static ResellerTerms terms(Collector collectedBy, String... rates) {
        List<CommissionRate> history = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            history.add(new CommissionRate(new BigDecimal(rates[i]), START.plus(MONTH.multipliedBy(i))));
        }
        return new ResellerTerms(new RateHistory(history), collectedBy, ZoneOffset.UTC);
    }

    private SourceEvent event(String name) {
        return new SourceEvent(ChargeSource.Subscription, of.subscriptionId() + "/" + name);
    }

    private ChargeLine charge(String event, Instant start, String amount, String currency) {
        return ChargeLine.charge(
                of,
                event(event),
                start,
                start.plus(MONTH),
                new Money(new BigDecimal(amount), currency),
                ChargeDescription.Period);
    }

    private ChargeLine credit(String event, String amount, String currency, UUID charge) {
        return ChargeLine.credit(
                of,
                event(event),
                START,
                START.plus(MONTH),
                new Money(new BigDecimal(amount), currency),
                ChargeDescription.PlanChange,
                charge);
    }

    private ChargeLine refund(String event, String amount, String currency, UUID charge) {
        return new ChargeLine(
                of,
                ChargeKind.Refund,
                event(event),
                START,
                START.plus(MONTH),
                new Money(new BigDecimal(amount), currency),
                null,
                ChargeDescription.Refund,
                charge,
                "a reason");
    }

    private UUID charged(String event) {
        return UUID.fromString(column(
                        "select id from charges where kind = 'Charge' and source_event_id = ?",
                        event(event).eventId())
                .get(0));
    }

    private void write(ResellerTerms terms, ChargeLine... lines) {
        await(() -> transactions.sql(
                Caller.system("test"), transaction -> ledger.write(transaction, List.of(lines), terms)));
    }

    private Money left(UUID chargeId) {
        return await(
                () -> transactions.sql(Caller.system("test"), transaction -> ledger.amountLeft(transaction, chargeId)));
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
