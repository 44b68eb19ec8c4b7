package dev.sotto.imports;

import java.util.UUID;

/**
 * Where a source's jobs go.
 *
 * @param ownerId the user whose jobs they are
 * @param workflowId the one that all of them are of
 */
record Place(UUID tenantId, UUID resellerId, UUID ownerId, UUID workflowId) {

    static Place of(UUID tenantId, UUID resellerId, UUID ownerId) {
        return new Place(tenantId, resellerId, ownerId, TaskReader.workflowId(tenantId));
    }
}
