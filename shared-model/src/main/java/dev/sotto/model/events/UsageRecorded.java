package dev.sotto.model.events;

import dev.sotto.model.billing.ResourceType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An amount of a resource was metered.
 *
 * @param amount in {@code unit}, with six decimals
 */
public record UsageRecorded(
        UUID usageRecordId,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        @Nullable UUID jobId,
        ResourceType resourceType,
        BigDecimal amount,
        String unit,
        Instant recordedAt)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.USAGE_RECORDED;
    }

    @Override
    public UUID aggregateId() {
        return usageRecordId;
    }
}
