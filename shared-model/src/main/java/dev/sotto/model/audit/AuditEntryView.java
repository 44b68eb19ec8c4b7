package dev.sotto.model.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of an audit log: a change, written in the transaction of the change itself and never edited.
 *
 * @param scope in whose name: {@code platform}, {@code reseller}, {@code tenant} or {@code system}
 * @param userId absent for the machine's own tasks
 * @param actor who really acted, where somebody was impersonated; else the user or the task
 * @param action a verb, as {@code created}
 * @param subjectType the kind of thing that was changed, as {@code reseller}
 * @param before what it was, without secrets and content; absent for what is new
 * @param after what it became; absent for what is gone
 * @param address from where, as the gateway saw it; absent for the machine
 */
public record AuditEntryView(
        UUID id,
        Instant at,
        @Nullable UUID tenantId,
        @Nullable UUID resellerId,
        String scope,
        @Nullable UUID userId,
        @Nullable String actor,
        String action,
        String subjectType,
        UUID subjectId,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        String requestId,
        @Nullable String address) {}
