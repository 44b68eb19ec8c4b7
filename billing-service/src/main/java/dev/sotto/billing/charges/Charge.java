package dev.sotto.billing.charges;

import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingPeriod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The price of one period of one subscription, before it is written.
 *
 * @param sourceEvent the event that caused the charge; null if the period began without one
 */
public record Charge(
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionId,
        UUID subscriptionPlanId,
        BillingPeriod period,
        Money price,
        @Nullable UUID sourceEvent) {}
