package dev.sotto.tenants.tenants;

import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.tenants.TenantDetails;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.replicas.PlanAndBrandingReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a customer tenant, with everything that job admission needs. */
@ApplicationScoped
class CreateTenant {

    private final ScopedTransaction transactions;
    private final Tenants tenants;
    private final PlanAndBrandingReplicas replicas;
    private final TenantQueries queries;
    private final Idempotency idempotency;
    private final Clock clock;

    CreateTenant(
            ScopedTransaction transactions,
            Tenants tenants,
            PlanAndBrandingReplicas replicas,
            TenantQueries queries,
            Idempotency idempotency,
            Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.replicas = replicas;
        this.queries = queries;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<TenantView> create(Caller caller, TenantDetails details, @Nullable String key) {
        var request = Idempotency.Request.of("createTenant", key, details);
        return idempotency.once(
                caller,
                request,
                () -> replicas.requireBranding(caller, details.brandingConfigurationId())
                        .chain(() -> replicas.plan(caller, details.subscriptionPlanId()))
                        .flatMap(plan -> insert(caller, details, plan, request))
                        .flatMap(id -> queries.one(caller, id)),
                id -> queries.one(caller, id));
    }

    private Uni<UUID> insert(Caller caller, TenantDetails details, PlanChanged plan, Idempotency.Request request) {
        UUID id = Ids.next();
        return transactions
                .edit(caller, transaction -> {
                    Tenant tenant = new Tenant(
                            id,
                            caller.requireResellerId(),
                            details,
                            plan,
                            clock.instant().truncatedTo(ChronoUnit.MILLIS));
                    return idempotency
                            .remember(transaction, request, id)
                            .chain(() -> tenants.persist(tenant))
                            .chain(() -> announce(transaction, tenant))
                            .replaceWith(id);
                })
                .onFailure(Domains::isTaken)
                .transform(Domains::taken);
    }

    private static Uni<Void> announce(OrmTransaction transaction, Tenant tenant) {
        TenantView view = tenant.ownView();
        return transaction
                .record(Change.created("tenant", view.id(), view.id(), view.resellerId(), view))
                .chain(() -> transaction.publish(tenant.entitlements()));
    }
}
