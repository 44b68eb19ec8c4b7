package dev.sotto.billing.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount in a currency.
 *
 * @param amount with the decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {

    /** Refuses an amount with more decimals than the minor unit. */
    public Money {
        if (!fits(amount, currency)) {
            throw new IllegalArgumentException(amount + " is no amount of " + currency);
        }
        amount = amount.setScale(decimals(currency));
    }

    /** Rounds to the nearest amount, half-even. */
    public static Money nearest(BigDecimal exact, String currency) {
        return new Money(exact.setScale(decimals(currency), RoundingMode.HALF_EVEN), currency);
    }

    /** Returns whether an amount has no more decimals than the currency's minor unit. */
    public static boolean fits(BigDecimal amount, String currency) {
        return Currencies.isKnown(currency) && amount.stripTrailingZeros().scale() <= decimals(currency);
    }

    /**
     * Returns the decimals of a currency's minor unit.
     *
     * @throws IllegalArgumentException if it is not a currency
     */
    public static int decimals(String currency) {
        return Currencies.get(currency).decimals();
    }

    /**
     * Subtracts an amount of the same currency.
     *
     * @throws IllegalArgumentException if the currency is another
     */
    public Money minus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " minus " + other.currency);
        }
        return new Money(amount.subtract(other.amount), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }
}
