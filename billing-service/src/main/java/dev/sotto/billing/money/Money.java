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
 * @param amount with as many decimals as the currency's minor unit has: 2 for EUR, 0 for JPY, 3 for KWD
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {

    /** Codes with a minor unit; ISO 4217 also names metals and test codes, which nobody pays with. */
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** Units of account of the current list (ISO 4217 list one of 2026-01-01) that are no country's first money. */
    private static final Set<String> UNITS_OF_ACCOUNT =
            Set.of("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "VED");

    /** Refuses an amount that is finer than the minor unit. */
    public Money {
        if (!fits(amount, currency)) {
            throw new IllegalArgumentException(amount + " is no amount of " + currency);
        }
        amount = amount.setScale(decimals(currency));
    }

    /** The nearest amount; the even one of two that are equally near. */
    public static Money nearest(BigDecimal exact, String currency) {
        return new Money(exact.setScale(decimals(currency), RoundingMode.HALF_EVEN), currency);
    }

    /** Whether a code is that of a currency one can pay with. */
    public static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    /** Whether new prices may be in it: some country has it today, as far as the JDK's data go. Old ones stay payable. */
    public static boolean isInUse(String code) {
        return UNITS_OF_ACCOUNT.contains(code)
                || Stream.of(Locale.getISOCountries())
                        .map(country -> Currency.getInstance(new Locale("", country)))
                        .anyMatch(currency ->
                                currency != null && currency.getCurrencyCode().equals(code));
    }

    /** Whether an amount can be paid: it is not finer than the currency's minor unit. */
    public static boolean fits(BigDecimal amount, String currency) {
        return isCurrency(currency) && amount.stripTrailingZeros().scale() <= decimals(currency);
    }

    /** The decimals of a currency's minor unit. */
    public static int decimals(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }
}
