package dev.sotto.model.billing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How fast a tenant on a plan may go. What is absent in a request is the usual.
 *
 * @param requestsPerMinute what all people and keys of a tenant together may ask of one service
 * @param keyRequestsPerMinute what one API key may ask of one service
 * @param concurrentJobs jobs that may run at once
 * @param weight the tenant's share when tenants wait for each other: 2 gets twice as much audio done as 1
 */
public record PlanLimits(
        @Nullable @Min(1) @Max(1_000_000) Integer requestsPerMinute,
        @Nullable @Min(1) @Max(1_000_000) Integer keyRequestsPerMinute,
        @Nullable @Min(1) @Max(1000) Integer concurrentJobs,
        @Nullable @Min(1) @Max(1000) Integer weight) {

    /** What holds where a plan says nothing. */
    public static final PlanLimits USUAL = new PlanLimits(600, 300, 2, 1);

    /** Fills in what is absent. */
    public PlanLimits {
        requestsPerMinute = requestsPerMinute == null ? 600 : requestsPerMinute;
        keyRequestsPerMinute = keyRequestsPerMinute == null ? 300 : keyRequestsPerMinute;
        concurrentJobs = concurrentJobs == null ? 2 : concurrentJobs;
        weight = weight == null ? 1 : weight;
    }
}
