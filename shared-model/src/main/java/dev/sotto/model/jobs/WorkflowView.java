package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, as the API returns it.
 *
 * @param version increases by one with each change; a job keeps the version it was submitted with; used as the ETag
 */
public record WorkflowView(
        UUID id,
        UUID tenantId,
        UUID userId,
        String name,
        @Nullable String description,
        WorkflowGraph config,

        @JsonPropertyDescription("Whether it is meant to be copied. It is stored and has no effect yet.")
        boolean isTemplate,

        boolean isPublic,

        @JsonPropertyDescription("Whether jobs that name no workflow run this one")
        boolean isDefault,

        long version,
        Instant createdAt,
        Instant updatedAt) {}
