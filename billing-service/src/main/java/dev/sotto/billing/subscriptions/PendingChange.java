package dev.sotto.billing.subscriptions;

import dev.sotto.model.billing.BillingInterval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription will change to.
 *
 * @param dueAt null: when the current period or trial ends
 */
record PendingChange(
        PlanPrice plan, BillingInterval interval, @Nullable Instant dueAt) {}
