package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * How much quota a tenant has left.
 *
 * @param periodStart inclusive; processing is counted per period, storage is counted at any time
 * @param periodEnd exclusive
 */
public record QuotaView(
        Instant periodStart,
        Instant periodEnd,

        @JsonPropertyDescription("Milliseconds of audio, counted within this billing period")
        Amounts processingMs,

        @JsonPropertyDescription("Bytes in the store: a level, which a new period does not reset")
        Amounts storageBytes) {

    /** Amounts of one resource. The name of the enclosing member ends with their unit. */
    public record Amounts(
            @JsonPropertyDescription("What the plan allows, in the unit of the enclosing member: milliseconds or bytes")
            long limit,

            @JsonPropertyDescription(
                    "What completed jobs have used, and the recordings of failed jobs store, in the same unit")
            long used,

            @JsonPropertyDescription("What is set aside for jobs that wait or run, in the same unit")
            long reserved,

            @JsonPropertyDescription("What is neither used nor reserved, in the same unit; never below 0")
            long remaining) {

        /** Calculates the remaining amount. */
        public static Amounts of(long limit, long used, long reserved) {
            return new Amounts(limit, used, reserved, Math.max(0, limit - used - reserved));
        }
    }
}
