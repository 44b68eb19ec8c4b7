package dev.sotto.billing.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.Collector;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CommissionTest {

    @Property
    void differsAtMostHalfAMinorUnitFromTheExactAmount(
            @ForAll("bases") Money base, @ForAll("rates") BigDecimal rate, @ForAll Collector collectedBy) {
        BigDecimal amount = Commission.of(base, rate, collectedBy).amount().amount();

        BigDecimal exact = base.amount().multiply(rate).movePointLeft(2);
        BigDecimal halfAUnit = new BigDecimal("0.5").movePointLeft(Money.decimals(base.currency()));
        assertThat(amount.subtract(exact).abs()).isLessThanOrEqualTo(halfAUnit);
    }

    @Property
    void isBetweenZeroAndItsBase(@ForAll("bases") Money base, @ForAll("rates") BigDecimal rate) {
        assertThat(Commission.of(base, rate, Collector.Platform).amount().amount())
                .isBetween(base.amount().min(BigDecimal.ZERO), base.amount().max(BigDecimal.ZERO));
    }

    @Property
    void hasTheDecimalsOfItsCurrency(
            @ForAll("bases") Money base, @ForAll("rates") BigDecimal rate, @ForAll Collector collectedBy) {
        Commission commission = Commission.of(base, rate, collectedBy);

        assertThat(commission.amount().amount().scale()).isEqualTo(Money.decimals(base.currency()));
        assertThat(commission.balance().amount().scale()).isEqualTo(Money.decimals(base.currency()));
    }

    @Property
    void takingBackTheWholeAmountLeavesNothing(
            @ForAll("bases") Money base, @ForAll("rates") BigDecimal rate, @ForAll Collector collectedBy) {
        Commission earned = Commission.of(base, rate, collectedBy);
        Commission takenBack = Commission.of(base.negated(), rate, collectedBy);

        assertThat(takenBack.amount()).isEqualTo(earned.amount().negated());
        assertThat(takenBack.balance()).isEqualTo(earned.balance().negated());
    }

    /** Each side counts what it holds and what is its due. Nothing is lost between the two. */
    @Property
    void whoeverCollectsOwesTheOtherItsPartExactly(
            @ForAll("bases") Money base, @ForAll("rates") BigDecimal rate, @ForAll Collector collectedBy) {
        Commission commission = Commission.of(base, rate, collectedBy);
        BigDecimal resellerHolds = collectedBy == Collector.Reseller ? base.amount() : BigDecimal.ZERO;
        BigDecimal platformHolds = base.amount().subtract(resellerHolds);
        BigDecimal balance = commission.balance().amount();

        assertThat(resellerHolds.add(balance))
                .isEqualByComparingTo(commission.amount().amount());
        assertThat(platformHolds.subtract(balance))
                .isEqualByComparingTo(base.minus(commission.amount()).amount());
    }

    /** Each line is rounded alone, so n parts may leave half a minor unit each. Their order does not matter. */
    @Property
    void refundInPartsLeavesAtMostHalfAMinorUnitAPart(
            @ForAll("parts") List<Money> parts, @ForAll("rates") BigDecimal rate, @ForAll Collector collectedBy) {
        String currency = parts.get(0).currency();
        BigDecimal whole = parts.stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Commission earned = Commission.of(new Money(whole, currency), rate, collectedBy);

        BigDecimal left = earned.amount().amount();
        BigDecimal leftOfBalance = earned.balance().amount();
        for (Money part : parts) {
            Commission takenBack = Commission.of(part.negated(), rate, collectedBy);
            left = left.add(takenBack.amount().amount());
            leftOfBalance = leftOfBalance.add(takenBack.balance().amount());
        }

        BigDecimal halfAUnit = new BigDecimal("0.5").movePointLeft(Money.decimals(currency));
        assertThat(left.abs()).isLessThanOrEqualTo(halfAUnit.multiply(BigDecimal.valueOf(parts.size() + 1)));
        assertThat(leftOfBalance).isEqualByComparingTo(left);
    }

    @Test
    void isFifteenPercentOfTwentyNineEuro() {
        assertThat(amount("29.00", "15.00", "EUR")).isEqualTo("4.35");
    }

    @Test
    void balanceFollowsWhoCollects() {
        Money base = new Money(new BigDecimal("29.00"), "EUR");

        assertThat(Commission.of(base, new BigDecimal("15.00"), Collector.Platform)
                        .balance()
                        .amount())
                .isEqualTo("4.35");
        assertThat(Commission.of(base, new BigDecimal("15.00"), Collector.Reseller)
                        .balance()
                        .amount())
                .isEqualTo("-24.65");
    }

    @Test
    void roundsHalfToTheEvenNeighbour() {
        assertThat(amount("0.50", "5.00", "EUR")).isEqualTo("0.02");
        assertThat(amount("1.50", "5.00", "EUR")).isEqualTo("0.08");
        assertThat(amount("-1.50", "5.00", "EUR")).isEqualTo("-0.08");
        assertThat(amount("50", "5.00", "JPY")).isEqualTo("2");
        assertThat(amount("70", "5.00", "JPY")).isEqualTo("4");
        assertThat(amount("0.050", "5.00", "KWD")).isEqualTo("0.002");
        assertThat(amount("0.070", "5.00", "KWD")).isEqualTo("0.004");
    }

    @Test
    void refusesRatesBelow0AndAbove100() {
        assertThatThrownBy(() -> amount("1.00", "100.01", "EUR")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> amount("1.00", "-0.01", "EUR")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String amount(String base, String rate, String currency) {
        return Commission.of(new Money(new BigDecimal(base), currency), new BigDecimal(rate), Collector.Platform)
                .amount()
                .amount()
                .toPlainString();
    }

    @Provide
    Arbitrary<Money> bases() {
        Arbitrary<String> currencies = Arbitraries.of("EUR", "USD", "JPY", "KRW", "KWD", "BHD", "CLF");
        return Combinators.combine(Arbitraries.longs().between(-99_999_999_99L, 99_999_999_99L), currencies)
                .as((units, currency) -> new Money(BigDecimal.valueOf(units, Money.decimals(currency)), currency));
    }

    @Provide
    Arbitrary<List<Money>> parts() {
        return Arbitraries.of("EUR", "JPY", "KWD")
                .flatMap(currency -> Arbitraries.longs()
                        .between(1, 100_000)
                        .map(units -> new Money(BigDecimal.valueOf(units, Money.decimals(currency)), currency))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(20));
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                .ofScale(2);
    }
}
