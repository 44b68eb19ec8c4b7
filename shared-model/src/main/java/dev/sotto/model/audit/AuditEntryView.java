package dev.sotto.model.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log. It is written in the same transaction as the change and never edited.
 *
 * @param scope the scope of the change: {@code platform}, {@code reseller}, {@code tenant} or {@code system}
 * @param userId absent if a service's own task made the change
 * @param actor the impersonator if there was one; otherwise the user or the task
 * @param action a verb, for example {@code created}
 * @param subjectType the kind of resource that changed, for example {@code reseller}
 * @param before the state before the change, without secrets and content; absent for a new resource
 * @param after the state after the change; absent for a deleted resource
 * @param address the client's address, as the gateway saw it; absent for a service's own task
 * @param actorName who that is, where the service knows people; never stored
 * @param subjectName the name of what changed, where the service knows it
 * @param reason why it was done, where a person gave a reason, as for acting for somebody else
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
        @Nullable String address,
        @Nullable String actorName,
        @Nullable String subjectName,
        @Nullable String reason) {

    /** Returns this entry with the names of people; null keeps what is there. */
    public AuditEntryView naming(@Nullable String actor, @Nullable String subject) {
        return new AuditEntryView(
                id,
                at,
                tenantId,
                resellerId,
                scope,
                userId,
                this.actor,
                action,
                subjectType,
                subjectId,
                before,
                after,
                requestId,
                address,
                actor == null ? actorName : actor,
                subject == null ? subjectName : subject,
                reason);
    }
}
