package dev.sotto.tenants.users;

import dev.sotto.model.tenants.UserStatus;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users, for editing. */
@ApplicationScoped
class Users implements PanacheRepositoryBase<User, UUID> {

    /** Locked until the transaction ends, so that edits of one user queue up. */
    Uni<@Nullable User> findForEdit(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2 and status <> ?3", tenantId, id, UserStatus.Removed)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
