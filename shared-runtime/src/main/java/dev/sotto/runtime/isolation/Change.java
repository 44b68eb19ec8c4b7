package dev.sotto.runtime.isolation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a write did, for the audit log. {@code before} and {@code after} are views without secrets or content.
 *
 * @param action a verb, for example {@code created} or {@code role-changed}
 * @param subjectType the table's name in the singular, for example {@code tenant}
 * @param tenantId the tenant whose audit log shows the change
 * @param resellerId the reseller whose audit log shows the change
 */
public record Change(
        String action,
        String subjectType,
        UUID subjectId,
        @Nullable UUID tenantId,
        @Nullable UUID resellerId,
        @Nullable Object before,
        @Nullable Object after) {

    public static Change created(
            String subjectType, UUID id, @Nullable UUID tenantId, @Nullable UUID resellerId, Object after) {
        return new Change("created", subjectType, id, tenantId, resellerId, null, after);
    }

    public static Change changed(
            String subjectType,
            UUID id,
            @Nullable UUID tenantId,
            @Nullable UUID resellerId,
            Object before,
            Object after) {
        return new Change("changed", subjectType, id, tenantId, resellerId, before, after);
    }

    public static Change deleted(
            String subjectType, UUID id, @Nullable UUID tenantId, @Nullable UUID resellerId, Object before) {
        return new Change("deleted", subjectType, id, tenantId, resellerId, before, null);
    }
}
