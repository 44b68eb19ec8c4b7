package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * How long a tenant keeps recordings and transcripts.
 *
 * @param version increases by one with each change; 0 until the first; used as the ETag
 */
public record RetentionView(
        @JsonPropertyDescription("How many days after a job has ended its recording is removed; absent: never")
        @Nullable
        Integer recordingDays,

        @JsonPropertyDescription("How many days after a job has ended its transcript is removed; absent: never")
        @Nullable
        Integer transcriptDays,

        long version) {}
