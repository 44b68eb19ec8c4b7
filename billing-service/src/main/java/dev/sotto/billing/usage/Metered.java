package dev.sotto.billing.usage;

import dev.sotto.model.Units;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.runtime.inbox.InvalidEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The amount of one resource that a job used.
 *
 * @param amount in the resource's unit, six decimals, exact
 */
record Metered(ResourceType resourceType, BigDecimal amount) {

    private static final int DECIMALS = 6;
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);

    /** Returns each resource once for a completed job, and nothing for any other job. */
    static List<Metered> of(JobCompleted job) {
        check(job);
        return job.status() == JobStatus.Completed
                ? List.of(
                        new Metered(ResourceType.Processing, exact(job.audioMs(), MILLIS_PER_SECOND)),
                        new Metered(
                                ResourceType.Storage, exact(job.storedBytes(), BigDecimal.valueOf(Units.BYTES_PER_MB))))
                : List.of();
    }

    private static BigDecimal exact(long count, BigDecimal perUnit) {
        return BigDecimal.valueOf(count).divide(perUnit, DECIMALS, RoundingMode.UNNECESSARY);
    }

    private static void check(JobCompleted job) {
        if (job.tenantId() == null || job.resellerId() == null || job.userId() == null) {
            throw new InvalidEvent("a job without tenant, reseller or user");
        }
        if (job.status() == null || !job.status().isFinal() || job.completedAt() == null) {
            throw new InvalidEvent("a job that has not ended");
        }
        if (job.audioMs() < 0 || job.storedBytes() < 0) {
            throw new InvalidEvent("a job that used less than nothing");
        }
    }
}
