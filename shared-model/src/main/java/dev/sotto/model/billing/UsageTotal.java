package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.util.UUID;

/** A tenant's total usage of one resource in the requested time. */
public record UsageTotal(
        UUID tenantId,
        ResourceType resourceType,

        @JsonPropertyDescription("In unit, with six decimals")
        BigDecimal amount,

        String unit,

        @JsonPropertyDescription("How many usage records it sums up")
        long records) {}
