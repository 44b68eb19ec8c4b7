package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;

/**
 * A tenant's usage totals for a time range.
 *
 * @param from inclusive
 * @param to exclusive
 * @param stored a level, which does not depend on the time range
 */
public record UsageView(
        Instant from,
        Instant to,
        List<UsageTotal> totals,

        @JsonPropertyDescription("What is stored now, whatever the time range")
        List<StoredTotal> stored) {}
