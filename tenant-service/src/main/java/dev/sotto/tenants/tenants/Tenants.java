package dev.sotto.tenants.tenants;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores customer tenants for changes. */
@ApplicationScoped
public class Tenants implements PanacheRepositoryBase<Tenant, UUID> {

    /**
     * Finds and locks a customer of the caller, who is its reseller or the platform. Edits of one tenant wait for each
     * other.
     */
    public Uni<@Nullable Tenant> findForEdit(Caller caller, UUID id) {
        PanacheQuery<Tenant> found = caller.scope() instanceof Scope.Platform
                ? find("id = ?1 and kind = Customer", id)
                : find("id = ?1 and resellerId = ?2 and kind = Customer", id, caller.requireResellerId());
        return found.withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }
}
