package dev.sotto.billing.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exact amount in a currency.
 *
 * @param amount with the decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {

    /** Codes with a minor unit. ISO 4217 also contains metals and test codes, which are not used for payments. */
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Units of account of the current list (ISO 4217 list one of 2026-01-01) that are not any country's main currency.
     */
    private static final Set<String> UNITS_OF_ACCOUNT =
            Set.of("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "VED");

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

    /** Returns whether the code is a currency for payments. */
    public static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    /**
     * Returns whether new prices may use the currency: some country uses it today, by the JDK's data. Existing prices
     * stay valid.
     */
    public static boolean isInUse(String code) {
        return UNITS_OF_ACCOUNT.contains(code)
                || Stream.of(Locale.getISOCountries())
                        .map(country -> Currency.getInstance(new Locale("", country)))
                        .anyMatch(currency ->
                                currency != null && currency.getCurrencyCode().equals(code));
    }

    /** Returns whether an amount has no more decimals than the currency's minor unit. */
    public static boolean fits(BigDecimal amount, String currency) {
        return isCurrency(currency) && amount.stripTrailingZeros().scale() <= decimals(currency);
    }

    /** Returns the decimals of a currency's minor unit. */
    public static int decimals(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
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
