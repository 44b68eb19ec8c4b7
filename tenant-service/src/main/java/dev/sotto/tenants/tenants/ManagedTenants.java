package dev.sotto.tenants.tenants;

import dev.sotto.model.WellKnownIds;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.replicas.HouseTenants;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the tenant, in a transaction of its own, before any work on its users. In the caller's scope a foreign
 * tenant is not found. A missing house tenant is created from its reseller.
 */
@ApplicationScoped
public class ManagedTenants {

    private static final String FIND = "select id, reseller_id, kind from tenants where id = $1";

    private final ScopedTransaction transactions;
    private final HouseTenants houses;

    ManagedTenants(ScopedTransaction transactions, HouseTenants houses) {
        this.transactions = transactions;
        this.houses = houses;
    }

    /**
     * Finds the tenant with this id, or the caller's own if the id is null. Absent and foreign tenants both give 404.
     */
    public Uni<ManagedTenant> find(Caller caller, @Nullable UUID tenantId) {
        UUID id = tenantId == null ? ownTenantOf(caller) : tenantId;
        return lookUp(caller, id)
                .flatMap(found ->
                        found == null ? makeHouse(caller, id) : Uni.createFrom().item(found))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(found -> refuseCustomersToPlatform(caller, found));
    }

    /** Returns the tenant in which the caller is a user. */
    public static UUID ownTenantOf(Caller caller) {
        if (caller.scope() instanceof Scope.Tenant tenant) {
            return tenant.id();
        }
        return caller.scope() instanceof Scope.Reseller reseller ? reseller.id() : WellKnownIds.PLATFORM_TENANT;
    }

    private Uni<@Nullable ManagedTenant> makeHouse(Caller caller, UUID id) {
        boolean mayBeHouse =
                caller.has(Role.PlatformAdmin) || id.equals(caller.scope().resellerId());
        return mayBeHouse
                ? houses.reseller(id).chain(() -> lookUp(caller, id))
                : Uni.createFrom().nullItem();
    }

    private Uni<@Nullable ManagedTenant> lookUp(Caller caller, UUID id) {
        return transactions.readFirst(caller, ManagedTenants::of, FIND, id);
    }

    /** The platform manages organisations. Only the customer and its reseller manage the customer's users. */
    private static void refuseCustomersToPlatform(Caller caller, ManagedTenant tenant) {
        if (caller.scope() instanceof Scope.Platform && tenant.kind() == TenantKind.Customer) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, "Only the customer and its reseller can manage users of this tenant.");
        }
    }

    private static ManagedTenant of(Row row) {
        return new ManagedTenant(
                row.getUUID("id"), row.getUUID("reseller_id"), TenantKind.valueOf(row.getString("kind")));
    }
}
