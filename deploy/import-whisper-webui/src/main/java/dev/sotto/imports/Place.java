package dev.sotto.imports;

import java.util.UUID;

/**
 * Where a source's jobs go.
 *
 * @param ownerId the user whose jobs they are
 */
record Place(UUID tenantId, UUID resellerId, UUID ownerId) {

    UUID workflowId() {
        return TaskReader.workflowId(tenantId);
    }
}
