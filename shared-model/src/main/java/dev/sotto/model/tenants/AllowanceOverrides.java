package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What a reseller allows one tenant in the place of what its plan allows. A member that is absent leaves the plan's
 * value. The price does not change. A tenant that moves to another reseller loses them.
 */
public record AllowanceOverrides(
        @JsonPropertyDescription("How much may be kept at a time, in MB of 1,000,000 bytes")
        @Nullable
        @Min(0)
        @Max(1_000_000_000)
        Integer storageQuotaMb,

        @JsonPropertyDescription("How many minutes of audio may be transcribed in a month of quota")
        @Nullable
        @Min(0)
        @Max(1_000_000_000)
        Integer processingQuotaMinutes,

        @JsonPropertyDescription("How many users it may have") @Nullable @Min(1) @Max(1_000_000)
        Integer maxUsers,

        @JsonPropertyDescription(
                "How many requests all API keys of the tenant together may send to one service; its people together may send as many")
        @Nullable
        @Min(1)
        @Max(1_000_000)
        Integer requestsPerMinute,

        @JsonPropertyDescription("How many requests one API key or one person may send to one service")
        @Nullable
        @Min(1)
        @Max(1_000_000)
        Integer keyRequestsPerMinute,

        @JsonPropertyDescription("How many of its jobs may run at once") @Nullable @Min(1) @Max(1000)
        Integer concurrentJobs,

        @JsonPropertyDescription("Its share when tenants wait for each other") @Nullable @Min(1) @Max(1000)
        Integer weight) {

    /** Leaves everything as the plan has it. */
    public static final AllowanceOverrides NONE = new AllowanceOverrides(null, null, null, null, null, null, null);
}
