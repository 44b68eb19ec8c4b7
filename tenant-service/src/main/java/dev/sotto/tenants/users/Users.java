package dev.sotto.tenants.users;

import dev.sotto.model.tenants.UserStatus;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores users for changes. */
@ApplicationScoped
class Users implements PanacheRepositoryBase<User, UUID> {

    /** Locks the user until the transaction ends, so that edits of one user wait for each other. */
    Uni<@Nullable User> findForEdit(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2 and status <> ?3", tenantId, id, UserStatus.Removed)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
