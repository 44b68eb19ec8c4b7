package dev.sotto.tenants.replicas;

import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.readthrough.OwnerClient;
import dev.sotto.runtime.readthrough.ReplicaReader;
import dev.sotto.runtime.replicas.Replicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replicas of plans and branding configurations, to which tenants refer. */
@ApplicationScoped
public class PlanAndBrandingReplicas {

    private static final ReplicaReader.Source<PlanChanged> PLANS =
            new ReplicaReader.Source<>(Topic.PLAN_CHANGED, PlanChanged.class, "billing-service", "subscription-plans");
    private static final ReplicaReader.Source<BrandingChanged> BRANDINGS = new ReplicaReader.Source<>(
            Topic.BRANDING_CHANGED, BrandingChanged.class, "reseller-service", "branding-configurations");

    private static final Caller LOOK_UP = Caller.system("plans");

    private final ReplicaReader<PlanChanged> plans;
    private final ReplicaReader<BrandingChanged> brandings;

    PlanAndBrandingReplicas(Replicas replicas, OwnerClient owners) {
        this.plans = new ReplicaReader<>(replicas, owners, PLANS);
        this.brandings = new ReplicaReader<>(replicas, owners, BRANDINGS);
    }

    /** A plan that the caller's reseller may sell; refused at {@code /subscription_plan_id} when there is none. */
    public Uni<PlanChanged> plan(Caller caller, UUID id) {
        return plan(caller, id, "/subscription_plan_id");
    }

    /** The same, refused at {@code pointer}. */
    public Uni<PlanChanged> plan(Caller caller, UUID id, String pointer) {
        return plans.find(caller, id).invoke(plan -> {
            if (plan == null) {
                throw Problem.invalid(
                        new Fault(pointer, FaultCode.NOT_FOUND, "must be the id of a plan that you can sell"));
            }
            requirePublished(plan, pointer);
        });
    }

    /** Refuses a plan that is not on sale. */
    public static void requirePublished(PlanChanged plan, String pointer) {
        if (plan.status() != PlanStatus.Published) {
            throw Problem.invalid(new Fault(
                    pointer,
                    FaultCode.NOT_ALLOWED,
                    "must be the id of a published plan; this one is " + plan.status()));
        }
    }

    /** Any plan, whoever sells it; null when there is none. */
    public Uni<@Nullable PlanChanged> anyPlan(UUID id) {
        return plans.find(LOOK_UP, id);
    }

    /** Refuses a branding configuration that is not the caller's own, at {@code /branding_configuration_id}. */
    public Uni<Void> requireBranding(Caller caller, @Nullable UUID id) {
        if (id == null) {
            return Uni.createFrom().voidItem();
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
}
