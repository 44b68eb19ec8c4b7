package dev.sotto.imports;

import java.util.UUID;

/**
 * Where a source's jobs go.
 *
 * @param ownerId the user who will own the jobs
 * @param workflowId the workflow of all jobs
 */
record Place(UUID tenantId, UUID resellerId, UUID ownerId, UUID workflowId) {

    static Place of(UUID tenantId, UUID resellerId, UUID ownerId) {
        return new Place(tenantId, resellerId, ownerId, TaskReader.workflowId(tenantId));
    }
}
