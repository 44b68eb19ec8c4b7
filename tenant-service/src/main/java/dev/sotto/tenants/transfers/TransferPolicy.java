package dev.sotto.tenants.transfers;

import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.replicas.HouseTenants;
import dev.sotto.tenants.replicas.PlanAndBrandingReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a tenant may move: to a reseller that is not closed, on a plan that it can sell. Asked when planning and when moving. */
@ApplicationScoped
class TransferPolicy {

    private final HouseTenants resellers;
    private final PlanAndBrandingReplicas replicas;

    TransferPolicy(HouseTenants resellers, PlanAndBrandingReplicas replicas) {
        this.resellers = resellers;
        this.replicas = replicas;
    }

    /** The plan that the tenant will be on; refuses what is no destination, with pointers. Open no transaction around it. */
    Uni<PlanChanged> check(UUID resellerId, UUID planId) {
        return resellers
                .reseller(resellerId)
                .invoke(TransferPolicy::requireOpen)
                .chain(() -> replicas.anyPlan(planId))
                .invoke(plan -> requireSold(plan, resellerId));
    }

    private static void requireOpen(@Nullable ResellerChanged reseller) {
        if (reseller == null) {
            throw Problem.invalid(new Fault("/reseller_id", FaultCode.NOT_FOUND, "must be the id of a reseller"));
        }
        if (reseller.status() == ResellerStatus.Closed) {
            throw Problem.invalid(new Fault(
                    "/reseller_id", FaultCode.NOT_ALLOWED, "must be the id of a reseller that is not closed"));
        }
    }

    private static void requireSold(@Nullable PlanChanged plan, UUID resellerId) {
        if (plan == null || (plan.resellerId() != null && !plan.resellerId().equals(resellerId))) {
            throw Problem.invalid(new Fault(
                    "/subscription_plan_id",
                    FaultCode.NOT_FOUND,
                    "must be the id of a plan that the reseller can sell"));
        }
    }
}
