package dev.sotto.billing.usage;

import dev.sotto.model.billing.ResourceType;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a usage list.
 *
 * @param from inclusive; null for no limit
 * @param to exclusive; null for no limit
 * @param resourceType null for all
 */
record UsageFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable ResourceType resourceType) {

    private static final Duration TOTALS_BY_DEFAULT = Duration.ofDays(31);
    private static final Duration LONGEST_TOTALS = Duration.ofDays(366);

    UsageFilter {
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.invalid(new Fault("?to", FaultCode.OUT_OF_RANGE, "must be later than from"));
        }
    }

    /** Returns the filter of totals. By default, they end now and begin 31 days before the end. */
    static UsageFilter ofTotals(@Nullable Instant from, @Nullable Instant to, Instant now) {
        Instant end = to == null ? now.truncatedTo(ChronoUnit.MICROS) : to;
        Instant start = from == null ? end.minus(TOTALS_BY_DEFAULT) : from;
        UsageFilter filter = new UsageFilter(start, end, null);
        if (Duration.between(start, end).compareTo(LONGEST_TOTALS) > 0) {
            throw Problem.invalid(new Fault(
                    "?from",
                    FaultCode.OUT_OF_RANGE,
                    Map.of("min", end.minus(LONGEST_TOTALS)),
                    "must be at most 366 days before to"));
        }
        return filter;
    }

    @Nullable
    OffsetDateTime fromUtc() {
        return from == null ? null : from.atOffset(ZoneOffset.UTC);
    }

    @Nullable
    OffsetDateTime toUtc() {
        return to == null ? null : to.atOffset(ZoneOffset.UTC);
    }

    @Nullable
    String resource() {
        return resourceType == null ? null : resourceType.name();
    }
}
