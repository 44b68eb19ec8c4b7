package dev.sotto.model.tenants;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as its reseller and its own people see it.
 *
 * @param storageQuotaMb the plan's limit in MB of 1,000,000 bytes
 * @param processingQuotaMinutes the plan's limit in minutes a billing period
 * @param maxUsers seats, invited users included
 * @param version goes up by one with each change; the ETag
 */
public record TenantView(
        UUID id,
        @Nullable UUID resellerId,
        String name,
        @Nullable String domain,
        TenantKind kind,
        TenantStatus status,
        @Nullable UUID subscriptionPlanId,
        @Nullable String subscriptionId,
        @Nullable SubscriptionStatus subscriptionStatus,
        @Nullable UUID brandingConfigurationId,
        @Nullable Integer storageQuotaMb,
        @Nullable Integer processingQuotaMinutes,
        @Nullable Integer maxUsers,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
