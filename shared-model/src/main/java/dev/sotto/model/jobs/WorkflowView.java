package dev.sotto.model.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow.
 *
 * @param version goes up by one with each change; a job keeps the version it was submitted with; the ETag
 */
public record WorkflowView(
        UUID id,
        UUID tenantId,
        UUID userId,
        String name,
        @Nullable String description,
        WorkflowGraph config,
        boolean isTemplate,
        boolean isPublic,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
