package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resumable upload.
 *
 * @param fileName the caller's name for the recording; only displayed
 */
public record UploadView(
        UUID id,
        UUID tenantId,
        UUID userId,
        UploadState state,
        String fileName,

        @JsonPropertyDescription("The size of the recording, in bytes")
        long length,

        @JsonPropertyDescription("How many bytes are stored: where to go on")
        long offset,

        @JsonPropertyDescription("The job that was made of it; only if Completed") @Nullable
        UUID jobId,

        @JsonPropertyDescription("Why no job could be made of it, as an error of the API; only if Refused") @Nullable
        Map<String, Object> problem,

        @JsonPropertyDescription("When the upload is forgotten, unless it goes on")
        Instant expiresAt,

        Instant createdAt,
        Instant updatedAt) {}
