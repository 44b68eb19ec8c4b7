package dev.sotto.billing.commission;

import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.Collector;
import java.math.BigDecimal;

/**
 * A reseller's part of an amount, and who owes whom for it. Credits and refunds are negative amounts.
 *
 * @param rate percent, from 0 to 100
 * @param amount the reseller's part: {@code base × rate ÷ 100}, rounded half-even to the currency's minor unit
 * @param balance what the platform owes the reseller; negative if the reseller owes the platform
 */
public record Commission(Money base, BigDecimal rate, Money amount, Money balance) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Calculates the commission for a rate. The two parts add up to the base exactly. */
    public static Commission of(Money base, BigDecimal rate, Collector collectedBy) {
        if (rate.signum() < 0 || rate.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("a rate of " + rate + " %");
        }
        Money resellers = Money.nearest(base.amount().multiply(rate).movePointLeft(2), base.currency());
        Money platforms = base.minus(resellers);
        return new Commission(
                base, rate, resellers, collectedBy == Collector.Platform ? resellers : platforms.negated());
    }
}
