package dev.sotto.model.jobs;

import java.time.Instant;

/**
 * What a tenant may still use.
 *
 * @param periodStart inclusive; processing is counted within the period, storage is a level
 * @param periodEnd exclusive
 * @param processing in milliseconds of audio
 * @param storage in bytes
 */
public record QuotaView(Instant periodStart, Instant periodEnd, Amounts processing, Amounts storage) {

    /** {@code remaining} is what is neither used nor reserved for jobs under way, never below 0. */
    public record Amounts(long limit, long used, long reserved, long remaining) {

        /** Works out what remains. */
        public static Amounts of(long limit, long used, long reserved) {
            return new Amounts(limit, used, reserved, Math.max(0, limit - used - reserved));
        }
    }
}
