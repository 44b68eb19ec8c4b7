package dev.sotto.tenants.tenants;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers' tenants, for editing. */
@ApplicationScoped
class Tenants implements PanacheRepositoryBase<Tenant, UUID> {

    /** A customer of this reseller, locked until the transaction ends, so that edits of one tenant queue up. */
    Uni<@Nullable Tenant> findForEdit(UUID id, UUID resellerId) {
        return find("id = ?1 and resellerId = ?2 and kind = Customer", id, resellerId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
