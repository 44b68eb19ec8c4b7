package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The request and job limits of a plan. Members that are absent from a request take their default. */
public record PlanLimits(
        @JsonPropertyDescription(
                "How many requests all API keys of a tenant together may send to one service; its people together may send as"
                        + " many")
        @Min(1)
        @Max(1_000_000)
        Integer requestsPerMinute,

        @JsonPropertyDescription("How many requests one API key or one person may send to one service")
        @Min(1)
        @Max(1_000_000)
        Integer keyRequestsPerMinute,

        @JsonPropertyDescription("How many jobs of a tenant may run at once") @Min(1) @Max(1000)
        Integer concurrentJobs,

        @JsonPropertyDescription(
                "The tenant's share when tenants wait for each other: weight 2 gets twice as much audio done as"
                        + " weight 1")
        @Min(1)
        @Max(1000)
        Integer weight) {

    /** The limits of a plan that sets none. */
    public static final PlanLimits USUAL = new PlanLimits(600, 300, 2, 1);

    /** Replaces absent members with their defaults. */
    public PlanLimits {
        requestsPerMinute = requestsPerMinute == null ? 600 : requestsPerMinute;
        keyRequestsPerMinute = keyRequestsPerMinute == null ? 300 : keyRequestsPerMinute;
        concurrentJobs = concurrentJobs == null ? 2 : concurrentJobs;
        weight = weight == null ? 1 : weight;
    }
}
