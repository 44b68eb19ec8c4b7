package dev.sotto.jobs.quota;

import dev.sotto.model.BillingPeriod;
import dev.sotto.model.jobs.QuotaView;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Map;

/**
 * A tenant's limits, use and status.
 *
 * @param periodStart the period in which {@code processing} was last counted; it may have ended
 */
public record QuotaAccount(
        TenantStatus status,
        Instant anchor,
        Instant periodStart,
        QuotaView.Amounts processing,
        QuotaView.Amounts storage) {

    private static final String FREE = " Delete jobs that are no longer needed, or change the plan.";

    static QuotaAccount of(Row row) {
        return new QuotaAccount(
                TenantStatus.valueOf(row.getString("status")),
                row.getOffsetDateTime("anchor").toInstant(),
                row.getOffsetDateTime("period_start").toInstant(),
                QuotaView.Amounts.of(
                        row.getLong("processing_limit_ms"),
                        row.getLong("processing_used_ms"),
                        row.getLong("processing_reserved_ms")),
                QuotaView.Amounts.of(
                        row.getLong("storage_limit_bytes"),
                        row.getLong("storage_used_bytes"),
                        row.getLong("storage_reserved_bytes")));
    }

    /** Returns the current state. In a new period, nothing is used yet. */
    public QuotaView view(Instant now) {
        BillingPeriod period = BillingPeriod.containing(anchor, now);
        return new QuotaView(period.start(), period.end(), processingIn(period), storage);
    }

    /** Fails unless the tenant's status allows work. */
    public void requireActive() {
        if (status != TenantStatus.Active) {
            throw Problem.of(ProblemType.SUSPENDED, "The organisation is " + status + " and cannot submit jobs.");
        }
    }

    /** Refuses a recording that does not fit into the storage, before it is sent. */
    public void requireRoomFor(long bytes) {
        requireRoomFor(bytes, bytes, 0);
    }

    /**
     * Refuses a recording that does not fit into the storage, before it is sent.
     *
     * @param atLeast the bytes that it surely has; decides
     * @param atMost the bytes that it may have; is told
     * @param promised to other recordings that are being sent
     */
    public void requireRoomFor(long atLeast, long atMost, long promised) {
        long left = storage.remaining() - promised;
        if (Reservation.forRecording(0, atLeast).bytes() > left) {
            throw exceeded(
                    "The organisation does not have enough storage left for the recording. Recordings that are being sent"
                            + " count, too." + FREE,
                    "bytes",
                    Math.max(0, left),
                    Reservation.forRecording(0, atMost).bytes());
        }
    }

    /** Returns the refusal, with the numbers of the missing resource. */
    Problem refusal(Reservation asked, Instant now) {
        requireActive();
        QuotaView.Amounts left = processingIn(BillingPeriod.containing(anchor, now));
        if (asked.millis() > left.remaining()) {
            return exceeded(
                    "The recording is longer than the processing time that is left in this billing period.",
                    "milliseconds",
                    left.remaining(),
                    asked.millis());
        }
        if (asked.bytes() > storage.remaining()) {
            return exceeded(
                    "The organisation does not have enough storage left for the recording and its transcript." + FREE,
                    "bytes",
                    storage.remaining(),
                    asked.bytes());
        }
        return Problem.unavailable("The quota changed during the request. Retry.");
    }

    private QuotaView.Amounts processingIn(BillingPeriod period) {
        return periodStart.isBefore(period.start())
                ? QuotaView.Amounts.of(processing.limit(), 0, processing.reserved())
                : processing;
    }

    private static Problem exceeded(String detail, String unit, long remaining, long needed) {
        return Problem.of(
                ProblemType.QUOTA_EXCEEDED, detail, Map.of("unit", unit, "remaining", remaining, "needed", needed));
    }
}
