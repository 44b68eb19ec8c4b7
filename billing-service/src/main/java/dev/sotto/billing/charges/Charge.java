package dev.sotto.billing.charges;

import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingPeriod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The price of one period of one subscription, about to be written to the books.
 *
 * @param sourceEvent the event that caused it; absent when the time has come by itself
 */
public record Charge(
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionId,
        UUID subscriptionPlanId,
        BillingPeriod period,
        Money price,
        @Nullable UUID sourceEvent) {}
