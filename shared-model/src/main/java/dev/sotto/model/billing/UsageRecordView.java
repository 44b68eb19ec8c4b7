package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One metered amount of a resource. */
public record UsageRecordView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        @Nullable UUID jobId,
        ResourceType resourceType,

        @JsonPropertyDescription("In unit, with six decimals")
        BigDecimal amount,

        String unit,
        Instant recordedAt) {}
