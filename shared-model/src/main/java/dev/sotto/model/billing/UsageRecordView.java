package dev.sotto.model.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One metered use.
 *
 * @param amount in {@code unit}, six decimals
 */
public record UsageRecordView(
        UUID id,
        UUID tenantId,
        @Nullable UUID resellerId,
        UUID userId,
        @Nullable UUID jobId,
        ResourceType resourceType,
        BigDecimal amount,
        String unit,
        Instant recordedAt) {}
