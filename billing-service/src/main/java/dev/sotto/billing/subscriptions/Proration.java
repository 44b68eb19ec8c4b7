package dev.sotto.billing.subscriptions;

import dev.sotto.billing.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** What a part of a period costs, by the second. */
final class Proration {

    private Proration() {}

    /**
     * Returns {@code price × part ÷ whole}, rounded half-even to the currency's minor unit. Each line of the ledger is
     * rounded, and sums are sums of rounded lines.
     *
     * @param from the part's start, inside the whole
     * @param to the part's end, inside the whole
     */
    static Money part(Money price, Instant from, Instant to, Instant wholeFrom, Instant wholeTo) {
        long part = Duration.between(from, to).toSeconds();
        long whole = Duration.between(wholeFrom, wholeTo).toSeconds();
        if (part < 0 || part > whole || whole == 0) {
            throw new IllegalArgumentException(part + " of " + whole + " seconds");
        }
        BigDecimal exact = price.amount().multiply(BigDecimal.valueOf(part));
        int decimals = price.amount().scale();
        return new Money(exact.divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_EVEN), price.currency());
    }

    /** Returns the last whole second of a period before {@code at}, not before its start and not after its end. */
    static Instant secondOf(Instant periodStart, Instant periodEnd, Instant at) {
        if (at.isBefore(periodStart)) {
            return periodStart;
        }
        return at.isBefore(periodEnd)
                ? periodStart.plusSeconds(Duration.between(periodStart, at).toSeconds())
                : periodEnd;
    }
}
