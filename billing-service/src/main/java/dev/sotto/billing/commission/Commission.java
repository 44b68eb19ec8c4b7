package dev.sotto.billing.commission;

import dev.sotto.billing.money.Money;
import java.math.BigDecimal;

/**
 * A reseller's part of a price.
 *
 * @param rate percent, from 0 to 100
 * @param amount {@code base × rate ÷ 100}, rounded half-even to the currency's minor unit
 */
public record Commission(Money base, BigDecimal rate, Money amount) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Calculates the commission for a rate. */
    public static Commission of(BigDecimal base, BigDecimal rate, String currency) {
        if (base.signum() < 0 || rate.signum() < 0 || rate.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(rate + " % of " + base);
        }
        BigDecimal exact = base.multiply(rate).movePointLeft(2);
        return new Commission(new Money(base, currency), rate, Money.nearest(exact, currency));
    }
}
