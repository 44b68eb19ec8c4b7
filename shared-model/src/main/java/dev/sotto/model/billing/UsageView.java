package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's usage totals for a time range.
 *
 * @param from inclusive
 * @param to exclusive
 * @param stored a level, which does not depend on the time range
 * @param series null if no steps were asked for
 */
public record UsageView(
        Instant from,
        Instant to,
        List<UsageTotal> totals,

        @JsonPropertyDescription("What is stored now, whatever the time range")
        List<StoredTotal> stored,

        @JsonPropertyDescription("What was used step by step, if bucket was given; steps without use are left out")
        @Nullable
        List<UsagePoint> series) {}
