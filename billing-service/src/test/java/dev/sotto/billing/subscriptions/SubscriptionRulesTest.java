package dev.sotto.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.billing.money.Money;
import dev.sotto.billing.subscriptions.SubscriptionRules.Beginning;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.SubscriptionStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SubscriptionRulesTest {

    private static final UUID RESELLER = new UUID(0, 1);
    private static final Instant ANCHOR = Instant.parse("2026-05-01T00:00:00Z");
    private static final PlanPrice BASIC = plan(1, "29.00", "290.00");
    private static final PlanPrice PLUS = plan(2, "59.00", "590.00");
    private static final long MAY = Duration.ofDays(31).toSeconds();

    private static PlanPrice plan(long id, String monthly, String yearly) {
        return new PlanPrice(new UUID(1, id), 1, money(monthly, "EUR"), yearly == null ? null : money(yearly, "EUR"));
    }

    private static Money money(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    private static Transition begin(PlanPrice plan, BillingInterval interval) {
        return SubscriptionRules.begin(new Beginning(RESELLER, plan, interval, ZoneOffset.UTC, ANCHOR, 0, null));
    }

    private static SubscriptionState trial(int days, PlanPrice after) {
        return SubscriptionRules.begin(new Beginning(
                        RESELLER, BASIC, BillingInterval.Month, ZoneId.of("Europe/Berlin"), ANCHOR, days, after))
                .after();
    }

    private static List<String> lines(Transition step) {
        return step.entries().stream()
                .map(entry -> entry.kind() + " " + entry.amount().amount() + " " + entry.from() + " " + entry.to())
                .toList();
    }

    @Test
    void upOnDay1AndDownOnDay30IsPaidForThoseDays() {
        SubscriptionState basic = begin(BASIC, BillingInterval.Month).after();

        Transition up =
                SubscriptionRules.change(basic, RESELLER, PLUS, BillingInterval.Month, ANCHOR.plus(Duration.ofDays(1)));
        Transition down = SubscriptionRules.change(
                up.after(), RESELLER, BASIC, BillingInterval.Month, ANCHOR.plus(Duration.ofDays(30)));

        assertThat(lines(up))
                .containsExactly(
                        "Credit -28.06 2026-05-02T00:00:00Z 2026-06-01T00:00:00Z",
                        "Charge 57.10 2026-05-02T00:00:00Z 2026-06-01T00:00:00Z");
        assertThat(lines(down))
                .containsExactly(
                        "Credit -1.90 2026-05-31T00:00:00Z 2026-06-01T00:00:00Z",
                        "Charge 0.94 2026-05-31T00:00:00Z 2026-06-01T00:00:00Z");
        assertThat(down.after().plan()).isEqualTo(BASIC);
    }

    @Test
    void anotherIntervalBeginsAPeriodAndKeepsTheMonthsOfQuota() {
        SubscriptionState monthly = begin(BASIC, BillingInterval.Month).after();

        Transition step = SubscriptionRules.change(
                monthly, RESELLER, BASIC, BillingInterval.Year, Instant.parse("2026-05-16T12:00:00.5Z"));

        assertThat(lines(step))
                .containsExactly(
                        "Credit -14.50 2026-05-16T12:00:00Z 2026-06-01T00:00:00Z",
                        "Charge 290.00 2026-05-16T12:00:00Z 2027-05-16T12:00:00Z");
        assertThat(step.after().quotaAnchor()).isEqualTo(ANCHOR);
        assertThat(step.after().index()).isZero();
    }

    @Test
    void plannedChangeTakesPlaceWhenThePeriodEnds() {
        SubscriptionState basic = begin(BASIC, BillingInterval.Month).after();

        SubscriptionState planned = SubscriptionRules.schedule(basic, PLUS, BillingInterval.Year, null)
                .after();
        Transition step = SubscriptionRules.advance(planned, false);

        assertThat(planned.plan()).isEqualTo(BASIC);
        assertThat(lines(step)).containsExactly("Charge 590.00 2026-06-01T00:00:00Z 2027-06-01T00:00:00Z");
        assertThat(step.after().pending()).isNull();
    }

    @Test
    void changeThatIsDueAtOnceComesBeforeTheEndOfThePeriod() {
        SubscriptionState basic = begin(BASIC, BillingInterval.Month).after();
        Instant noon = Instant.parse("2026-05-16T12:00:00Z");

        SubscriptionState planned = SubscriptionRules.schedule(basic, PLUS, BillingInterval.Month, noon)
                .after();

        assertThat(planned.dueAt()).isEqualTo(noon);
        assertThat(lines(SubscriptionRules.advance(planned, false)))
                .containsExactly(
                        "Credit -14.50 2026-05-16T12:00:00Z 2026-06-01T00:00:00Z",
                        "Charge 29.50 2026-05-16T12:00:00Z 2026-06-01T00:00:00Z");
    }

    @Test
    void trialIsFollowedByItsPlanWithAFreshMonthOfQuota() {
        SubscriptionState trial = trial(14, PLUS);

        Transition step = SubscriptionRules.advance(trial, false);

        assertThat(trial.status()).isEqualTo(SubscriptionStatus.Trial);
        assertThat(trial.endsAt()).isNull();
        assertThat(lines(step)).containsExactly("Charge 59.00 2026-05-15T00:00:00Z 2026-06-15T00:00:00Z");
        assertThat(step.after().status()).isEqualTo(SubscriptionStatus.Active);
        assertThat(step.after().quotaAnchor()).isEqualTo(trial.periodEnd());
    }

    @Test
    void trialDaysAreDaysOfTheZone() {
        SubscriptionState trial = SubscriptionRules.begin(new Beginning(
                        RESELLER,
                        BASIC,
                        BillingInterval.Month,
                        ZoneId.of("Europe/Berlin"),
                        Instant.parse("2026-03-20T09:00:00Z"),
                        14,
                        null))
                .after();

        assertThat(trial.periodEnd()).isEqualTo("2026-04-03T08:00:00Z");
    }

    @Test
    void trialWithoutAPlanToFollowExpiresUnchargedAndCanBeResumed() {
        SubscriptionState trial = trial(14, null);

        Transition end = SubscriptionRules.advance(trial, false);
        Transition resumed = SubscriptionRules.resume(end.after(), Instant.parse("2026-07-01T00:00:00Z"));

        assertThat(trial.endsAt()).isEqualTo("2026-05-15T00:00:00Z");
        assertThat(end.entries()).isEmpty();
        assertThat(end.after().status()).isEqualTo(SubscriptionStatus.Expired);
        assertThat(end.after().dueAt()).isNull();
        assertThat(lines(resumed)).containsExactly("Charge 29.00 2026-07-01T00:00:00Z 2026-08-01T00:00:00Z");
    }

    @Test
    void changeDuringATrialCostsNothingAndFollowsIt() {
        Transition step = SubscriptionRules.change(
                trial(14, null), RESELLER, PLUS, BillingInterval.Year, Instant.parse("2026-05-03T00:00:00Z"));

        assertThat(step.entries()).isEmpty();
        assertThat(step.after().plan()).isEqualTo(PLUS);
        assertThat(lines(SubscriptionRules.advance(step.after(), false)))
                .containsExactly("Charge 590.00 2026-05-15T00:00:00Z 2027-05-15T00:00:00Z");
    }

    @Test
    void cancellationAtTheEndIsTakenBackOrExpires() {
        SubscriptionState cancelled = SubscriptionRules.cancelAtEnd(
                        begin(BASIC, BillingInterval.Month).after())
                .after();

        assertThat(cancelled.endsAt()).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(SubscriptionRules.resume(cancelled, ANCHOR.plusSeconds(9)))
                .isEqualTo(Transition.to(begin(BASIC, BillingInterval.Month).after()));
        Transition end = SubscriptionRules.advance(cancelled, false);
        assertThat(end.entries()).isEmpty();
        assertThat(end.after().status()).isEqualTo(SubscriptionStatus.Expired);
        assertThat(end.after().endedAt()).isEqualTo("2026-06-01T00:00:00Z");
    }

    @Test
    void cancelledTrialIsATrialAgainWhenResumed() {
        SubscriptionState cancelled =
                SubscriptionRules.cancelAtEnd(trial(14, PLUS)).after();

        assertThat(SubscriptionRules.resume(cancelled, ANCHOR).after()).isEqualTo(trial(14, PLUS));
        assertThat(SubscriptionRules.advance(cancelled, false).after().status()).isEqualTo(SubscriptionStatus.Expired);
    }

    @Test
    void cancellationAtOnceCreditsTheRest() {
        Transition step = SubscriptionRules.cancelNow(
                begin(BASIC, BillingInterval.Month).after(), Instant.parse("2026-05-16T12:00:00Z"));

        assertThat(lines(step)).containsExactly("Credit -14.50 2026-05-16T12:00:00Z 2026-06-01T00:00:00Z");
        assertThat(step.entries().get(0).description()).isEqualTo(ChargeDescription.Cancellation);
        assertThat(step.after().dueAt()).isNull();
    }

    @Test
    void closedTenantIsNotChargedAndNothingIsCreditedLater() {
        Transition skipped =
                SubscriptionRules.advance(begin(BASIC, BillingInterval.Month).after(), true);

        assertThat(skipped.entries()).isEmpty();
        assertThat(SubscriptionRules.cancelNow(skipped.after(), Instant.parse("2026-06-09T00:00:00Z"))
                        .entries())
                .isEmpty();
    }

    @Test
    void lateDecisionIsTakenFromTheBeginningOfThePeriodThatIsPaid() {
        SubscriptionState june = SubscriptionRules.advance(
                        begin(BASIC, BillingInterval.Month).after(), false)
                .after();

        assertThat(lines(SubscriptionRules.change(june, RESELLER, PLUS, BillingInterval.Month, ANCHOR)))
                .containsExactly(
                        "Credit -29.00 2026-06-01T00:00:00Z 2026-07-01T00:00:00Z",
                        "Charge 59.00 2026-06-01T00:00:00Z 2026-07-01T00:00:00Z");
    }

    @Test
    void anotherCurrencyCreditsTheOldAndChargesTheNew() {
        PlanPrice yen = new PlanPrice(new UUID(1, 9), 1, money("4000", "JPY"), null);

        Transition step = SubscriptionRules.change(
                begin(BASIC, BillingInterval.Month).after(),
                RESELLER,
                yen,
                BillingInterval.Month,
                Instant.parse("2026-05-16T12:00:00Z"));

        assertThat(step.entries())
                .extracting(entry -> entry.amount())
                .containsExactly(money("-14.50", "EUR"), money("2000", "JPY"));
    }

    /** However a month is cut into changes, each second is paid once at the price of its plan, but for rounding. */
    @Property
    void changesSplitAMonthWithoutLossOrGain(
            @ForAll("changes") List<Tuple2<Long, PlanPrice>> changes, @ForAll("monthly") PlanPrice first) {
        SubscriptionState state = begin(first, BillingInterval.Month).after();
        List<LedgerEntry> ledger =
                new ArrayList<>(begin(first, BillingInterval.Month).entries());
        BigDecimal exact = BigDecimal.ZERO;
        long before = 0;
        for (Tuple2<Long, PlanPrice> change : changes) {
            exact = exact.add(cost(state.plan(), change.get1() - before));
            before = change.get1();
            Transition step = SubscriptionRules.change(
                    state, RESELLER, change.get2(), BillingInterval.Month, ANCHOR.plusSeconds(change.get1()));
            ledger.addAll(step.entries());
            state = step.after();
        }
        exact = exact.add(cost(state.plan(), MAY - before));

        assertThat(sum(ledger).subtract(exact).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.005").multiply(BigDecimal.valueOf(2L * changes.size() + 1)));
        assertThat(ledger.stream().filter(entry -> entry.kind() == ChargeKind.Credit))
                .allSatisfy(entry -> assertThat(entry.amount().amount()).isNegative());
    }

    private static BigDecimal cost(PlanPrice plan, long seconds) {
        return plan.monthly()
                .amount()
                .multiply(BigDecimal.valueOf(seconds))
                .divide(BigDecimal.valueOf(MAY), 12, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal sum(List<LedgerEntry> ledger) {
        return ledger.stream().map(entry -> entry.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A change that is made twice at the same second costs what it costs once. */
    @Property
    void repeatedChangeCostsNothingMore(@ForAll @LongRange(max = 2_678_399) long second) {
        Instant at = ANCHOR.plusSeconds(second);
        SubscriptionState once = SubscriptionRules.change(
                        begin(BASIC, BillingInterval.Month).after(), RESELLER, PLUS, BillingInterval.Month, at)
                .after();

        Transition again = SubscriptionRules.change(once, RESELLER, PLUS, BillingInterval.Month, at);

        assertThat(sum(again.entries())).isEqualByComparingTo("0");
        assertThat(again.after()).isEqualTo(once);
    }

    /** Whoever waits, and however often somebody looks, the same periods are charged. */
    @Property
    void catchingUpInManyRoundsIsCatchingUpInOne(
            @ForAll("cuts") @Size(max = 12) List<Long> cuts, @ForAll("currencies") String currency) {
        PlanPrice plan = new PlanPrice(new UUID(1, 3), 1, new Money(BigDecimal.TEN, currency), null);
        SubscriptionState begun = begin(plan, BillingInterval.Month).after();
        Instant end = ANCHOR.plus(Duration.ofDays(400));

        List<LedgerEntry> atOnce = new ArrayList<>();
        SubscriptionState one = advance(begun, end, atOnce);
        List<LedgerEntry> inRounds = new ArrayList<>();
        SubscriptionState many = begun;
        for (long cut : cuts.stream().sorted().toList()) {
            many = advance(many, ANCHOR.plusSeconds(cut), inRounds);
        }
        many = advance(many, end, inRounds);

        assertThat(many).isEqualTo(one);
        assertThat(inRounds).isEqualTo(atOnce).hasSize(13);
    }

    private static SubscriptionState advance(SubscriptionState from, Instant now, List<LedgerEntry> ledger) {
        SubscriptionState state = from;
        while (state.isDue(now)) {
            Transition step = SubscriptionRules.advance(state, false);
            ledger.addAll(step.entries());
            state = step.after();
        }
        return state;
    }

    @Property
    void partsOfAPriceAddUpAndAreNeverMoreThanIt(
            @ForAll("currencies") String currency,
            @ForAll @LongRange(min = 1, max = 99_999_999) long minor,
            @ForAll @LongRange(max = 2_678_400) long cut) {
        Money price = new Money(BigDecimal.valueOf(minor, Money.decimals(currency)), currency);
        Instant end = ANCHOR.plusSeconds(MAY);
        Instant at = ANCHOR.plusSeconds(cut);

        Money first = Proration.part(price, ANCHOR, at, ANCHOR, end);
        Money second = Proration.part(price, at, end, ANCHOR, end);

        BigDecimal unit = BigDecimal.ONE.movePointLeft(Money.decimals(currency));
        assertThat(first.amount().add(second.amount()).subtract(price.amount()).abs())
                .isLessThanOrEqualTo(unit);
        assertThat(first.amount()).isBetween(BigDecimal.ZERO, price.amount());
        assertThat(Proration.part(price, ANCHOR, end, ANCHOR, end)).isEqualTo(price);
        assertThat(first.amount().scale()).isEqualTo(Money.decimals(currency));
    }

    @Test
    void halfOfAMinorUnitIsRoundedToTheEvenOne() {
        Instant end = ANCHOR.plusSeconds(2);

        assertThat(Proration.part(money("0.05", "EUR"), ANCHOR, ANCHOR.plusSeconds(1), ANCHOR, end))
                .isEqualTo(money("0.02", "EUR"));
        assertThat(Proration.part(money("0.015", "KWD"), ANCHOR, ANCHOR.plusSeconds(1), ANCHOR, end))
                .isEqualTo(money("0.008", "KWD"));
        assertThat(Proration.part(money("5", "JPY"), ANCHOR, ANCHOR.plusSeconds(1), ANCHOR, end))
                .isEqualTo(money("2", "JPY"));
    }

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("EUR", "JPY", "KWD");
    }

    @Provide
    Arbitrary<PlanPrice> monthly() {
        return Arbitraries.longs()
                .between(0, 99_999)
                .map(cents ->
                        new PlanPrice(new UUID(1, cents), 1, new Money(BigDecimal.valueOf(cents, 2), "EUR"), null));
    }

    @Provide
    Arbitrary<List<Tuple2<Long, PlanPrice>>> changes() {
        return Arbitraries.longs()
                .between(0, MAY - 1)
                .flatMap(second -> monthly().map(plan -> Tuple.of(second, plan)))
                .list()
                .ofMaxSize(8)
                .map(list ->
                        list.stream().sorted(Comparator.comparing(Tuple2::get1)).toList());
    }

    @Provide
    Arbitrary<List<Long>> cuts() {
        return Arbitraries.longs()
                .between(0, Duration.ofDays(400).toSeconds())
                .list()
                .ofMaxSize(12);
    }
}
