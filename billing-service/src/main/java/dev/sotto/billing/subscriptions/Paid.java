package dev.sotto.billing.subscriptions;

import dev.sotto.billing.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The charge that the current period was paid by. A credit gives back a part of it, never more.
 *
 * @param chargeId null while it is only a preview
 * @param from a whole number of seconds before {@code to}
 */
record Paid(@Nullable UUID chargeId, Money amount, Instant from, Instant to) {

    /** Returns the part for the time from {@code at} on. */
    Money from(Instant at) {
        return Proration.part(amount, at, to, from, to);
    }
}
