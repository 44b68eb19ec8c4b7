package dev.sotto.model.events;

import dev.sotto.model.billing.BillingInterval;
import java.time.Instant;
import java.util.UUID;

/**
 * What a subscription will change to.
 *
 * @param from when it changes, unless somebody decides otherwise before
 */
public record PlannedChange(UUID subscriptionPlanId, int planVersion, BillingInterval interval, Instant from) {}
