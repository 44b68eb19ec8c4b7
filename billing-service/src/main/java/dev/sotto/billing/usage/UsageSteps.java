package dev.sotto.billing.usage;

import dev.sotto.model.billing.UsageBucket;
import dev.sotto.model.billing.UsageGrouping;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a usage series: days or months of a time zone, so a day may have 23 or 25 hours.
 *
 * <p>They are counted here and not in SQL: PostgreSQL does not know every name of a time zone that Java knows.
 */
record UsageSteps(UsageBucket bucket, UsageGrouping grouping, ZoneId zone) {

    /** Returns the steps that the parameters ask for; null if they ask for none. */
    static @Nullable UsageSteps of(
            @Nullable UsageBucket bucket, @Nullable UsageGrouping grouping, @Nullable String timeZone) {
        if (bucket == null) {
            if (grouping != null || timeZone != null) {
                throw Problem.invalid(new Fault(
                        grouping != null ? "?group_by" : "?time_zone",
                        FaultCode.NOT_ALLOWED,
                        "needs bucket=day or bucket=month"));
            }
            return null;
        }
        return new UsageSteps(bucket, grouping == null ? UsageGrouping.resource_type : grouping, zone(timeZone));
    }

    private static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Problem.invalid(Fault.wrongFormat(
                    "?time_zone", "time-zone", "must be a time zone of the IANA database, such as Europe/Berlin"));
        }
        return ZoneId.of(name);
    }

    /**
     * Returns when each step begins that has a part between two instants, earliest first. The first one may begin before
     * {@code from}.
     */
    List<Instant> starts(Instant from, Instant to) {
        List<Instant> starts = new ArrayList<>();
        LocalDate date = first(from.atZone(zone).toLocalDate());
        while (start(date).isBefore(to)) {
            starts.add(start(date));
            date = bucket == UsageBucket.day ? date.plusDays(1) : date.plusMonths(1);
        }
        // A day that a zone left out begins with the next one.
        return starts.stream().distinct().toList();
    }

    /** The same for PostgreSQL. */
    OffsetDateTime[] startsUtc(Instant from, Instant to) {
        return starts(from, to).stream()
                .map(start -> start.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private LocalDate first(LocalDate date) {
        return bucket == UsageBucket.day ? date : date.withDayOfMonth(1);
    }

    private Instant start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
