package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;

/** What was used of one resource in one step of a series. */
public record UsagePoint(
        @JsonPropertyDescription("When the day or month began; of the first one perhaps before from")
        Instant start,

        @JsonPropertyDescription("The tenant, user or resource, as group_by says")
        String key,

        ResourceType resourceType,

        @JsonPropertyDescription("In unit, with six decimals")
        BigDecimal amount,

        String unit) {}
