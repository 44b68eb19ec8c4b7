package dev.sotto.tenants.tenants;

import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.tenants.NewTenant;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
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

    Uni<TenantView> create(Caller caller, NewTenant wanted, @Nullable String key) {
        var request = Idempotency.Request.of("createTenant", key, wanted);
        return idempotency.once(
                caller,
                request,
                () -> replicas.requireBranding(caller, wanted.brandingConfigurationId())
                        .chain(() -> replicas.plan(caller, wanted.subscriptionPlanId()))
                        .call(plan -> checkBeginning(caller, wanted, plan))
                        .flatMap(plan -> insert(caller, wanted, plan, request))
                        .flatMap(id -> queries.one(caller, id)),
                id -> queries.one(caller, id));
    }

    /** The plan that is charged first must be sold by the interval that is asked for. */
    private Uni<Void> checkBeginning(Caller caller, NewTenant wanted, PlanChanged plan) {
        UUID after = wanted.trial() == null ? null : wanted.trial().planAfterId();
        if (after == null) {
            requireSoldBy(wanted, plan);
            return Uni.createFrom().voidItem();
        }
        return replicas.plan(caller, after, "/trial/plan_after_id")
                .invoke(follower -> requireSoldBy(wanted, follower))
                .replaceWithVoid();
    }

    private static void requireSoldBy(NewTenant wanted, PlanChanged plan) {
        if (wanted.interval() == BillingInterval.Year && plan.priceYearly() == null) {
            throw Problem.invalid(new Fault(
                    "/interval", FaultCode.NOT_ALLOWED, "must be Month, because the plan has no yearly price"));
        }
    }

    private Uni<UUID> insert(Caller caller, NewTenant wanted, PlanChanged plan, Idempotency.Request request) {
        UUID id = Ids.next();
        return transactions
                .edit(caller, transaction -> {
                    Tenant tenant = new Tenant(
                            id,
                            caller.requireResellerId(),
                            wanted,
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
