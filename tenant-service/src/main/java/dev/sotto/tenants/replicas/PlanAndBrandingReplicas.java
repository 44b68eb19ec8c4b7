package dev.sotto.tenants.replicas;

import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.replicas.OwnerClient;
import dev.sotto.runtime.replicas.Replica;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replicas of plans and branding configurations, to which tenants refer. */
@ApplicationScoped
public class PlanAndBrandingReplicas {

    private static final Replica.Source<PlanChanged> PLANS = new Replica.Source<>(
            "billing-service",
            "subscription-plans",
            PlanChanged.class,
            "select data::text as data from plan_replica where id = $1",
            """
            insert into plan_replica (id, tenant_id, reseller_id, version, data)
            values (cast($1 as uuid), cast($2 as uuid), cast($3 as uuid), $4, cast(cast($5 as text) as jsonb))
            on conflict (id) do update set version = excluded.version, data = excluded.data
            where plan_replica.version < excluded.version
            """);
    private static final Replica.Source<BrandingChanged> BRANDINGS = new Replica.Source<>(
            "reseller-service",
            "branding-configurations",
            BrandingChanged.class,
            "select data::text as data from branding_replica where id = $1",
            """
            insert into branding_replica (id, tenant_id, reseller_id, version, data)
            values (cast($1 as uuid), cast($2 as uuid), cast($3 as uuid), $4, cast(cast($5 as text) as jsonb))
            on conflict (id) do update set version = excluded.version, data = excluded.data
            where branding_replica.version < excluded.version
            """);

    private static final Caller LOOK_UP = Caller.system("plans");

    private final Replica<PlanChanged> plans;
    private final Replica<BrandingChanged> brandings;

    PlanAndBrandingReplicas(ScopedTransaction transactions, OwnerClient owners) {
        this.plans = new Replica<>(transactions, owners, PLANS, (transaction, plan) -> nothing());
        this.brandings = new Replica<>(transactions, owners, BRANDINGS, (transaction, branding) -> nothing());
    }

    /** A plan that the caller's reseller may sell; refused at {@code /subscription_plan_id} when there is none. */
    public Uni<PlanChanged> plan(Caller caller, UUID id) {
        return plans.find(caller, id).invoke(plan -> {
            if (plan == null) {
                throw Problem.invalid(new Fault(
                        "/subscription_plan_id", FaultCode.NOT_FOUND, "must be the id of a plan that you can sell"));
            }
        });
    }

    /** Any plan, whoever sells it; null when there is none. */
    public Uni<@Nullable PlanChanged> anyPlan(UUID id) {
        return plans.find(LOOK_UP, id);
    }

    /** Refuses a branding configuration that is not the caller's own, at {@code /branding_configuration_id}. */
    public Uni<Void> requireBranding(Caller caller, @Nullable UUID id) {
        if (id == null) {
            return nothing();
        }
        return brandings
                .find(caller, id)
                .invoke(branding -> {
                    if (branding == null || branding.deleted()) {
                        throw Problem.invalid(new Fault(
                                "/branding_configuration_id",
                                FaultCode.NOT_FOUND,
                                "must be the id of a branding configuration of your own"));
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> store(SqlTransaction transaction, PlanChanged plan) {
        return plans.store(transaction, plan);
    }

    Uni<Void> store(SqlTransaction transaction, BrandingChanged branding) {
        return brandings.store(transaction, branding);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
