package dev.sotto.billing.subscriptions;

import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.BillingInterval;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a plan, as it is charged.
 *
 * @param yearly null if the version is sold by the month alone
 */
record PlanPrice(
        UUID planId, int version, Money monthly, @Nullable Money yearly) {

    boolean isSoldBy(BillingInterval interval) {
        return interval == BillingInterval.Month || yearly != null;
    }

    /** Returns the interval, or a month if the version is not sold by it. */
    BillingInterval soldBy(BillingInterval wanted) {
        return isSoldBy(wanted) ? wanted : BillingInterval.Month;
    }

    Money price(BillingInterval interval) {
        if (!isSoldBy(interval)) {
            throw new IllegalArgumentException("plan " + planId + " has no price of a " + interval);
        }
        return yearly == null || interval == BillingInterval.Month ? monthly : yearly;
    }
}
