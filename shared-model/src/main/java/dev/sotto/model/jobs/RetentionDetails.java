package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** How long a tenant keeps recordings and transcripts. */
public record RetentionDetails(
        @JsonPropertyDescription("How many days after a job has ended its recording is removed; absent: never")
        @Nullable
        @Min(1)
        @Max(36_500)
        Integer recordingDays,

        @JsonPropertyDescription("How many days after a job has ended its transcript is removed; absent: never")
        @Nullable
        @Min(1)
        @Max(36_500)
        Integer transcriptDays) {}
