package dev.sotto.tenants.webhooks;

import dev.sotto.model.BillingPeriod;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How much audio a tenant has used in its period, as its completed jobs tell.
 *
 * @param anchor from which periods are counted
 * @param processingMs the plan's audio for a period
 * @param periodStart of the period that {@code usedMs} belongs to; null before the first job
 */
record QuotaMeter(
        Instant anchor, long processingMs, @Nullable Instant periodStart, long usedMs) {

    /** With less than this left, nearly every recording is refused. */
    static final long LEAST_MS = 60_000;

    static QuotaMeter of(Row row) {
        OffsetDateTime start = row.getOffsetDateTime("period_start");
        return new QuotaMeter(
                row.getOffsetDateTime("anchor").toInstant(),
                row.getLong("processing_ms"),
                start == null ? null : start.toInstant(),
                row.getLong("used_ms"));
    }

    /** Returns the meter after a job. A job that ended in an earlier period changes nothing. */
    QuotaMeter plus(long audioMs, Instant completedAt) {
        Instant start = BillingPeriod.containing(anchor, completedAt).start();
        if (periodStart != null && start.isBefore(periodStart)) {
            return this;
        }
        return new QuotaMeter(anchor, processingMs, start, (start.equals(periodStart) ? usedMs : 0) + audioMs);
    }

    /** Returns whether the quota was not exhausted before. A new period begins with none used. */
    boolean isExhaustedSince(QuotaMeter before) {
        long usedBefore = periodStart != null && periodStart.equals(before.periodStart) ? before.usedMs : 0;
        return isExhausted(usedMs) && !isExhausted(usedBefore);
    }

    private boolean isExhausted(long used) {
        return used + LEAST_MS > processingMs;
    }
}
