package dev.sotto.tenants.entitlements;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.tenants.TenantStatus;
import java.util.Set;

/**
 * What a tenant may do.
 *
 * @param status whether it may work at all
 * @param processingMs milliseconds of audio per month
 * @param storageBytes maximum stored bytes at any time
 * @param maxUsers seats
 * @param requestsPerMinute of all keys together, and of all people together
 * @param keyRequestsPerMinute of one key or one person
 */
public record Entitlement(
        TenantStatus status,
        Set<SuspensionReason> suspensions,
        long processingMs,
        long storageBytes,
        int maxUsers,
        int weight,
        int concurrency,
        int requestsPerMinute,
        int keyRequestsPerMinute,
        PlanFeatures features) {}
