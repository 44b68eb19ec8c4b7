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

/**
 * Where a tenant may be transferred: to a reseller that is not closed, with a plan that this reseller may sell. Checked
 * when a transfer is planned and when it runs.
 */
@ApplicationScoped
class TransferPolicy {

    private final HouseTenants resellers;
    private final PlanAndBrandingReplicas replicas;

    TransferPolicy(HouseTenants resellers, PlanAndBrandingReplicas replicas) {
        this.resellers = resellers;
        this.replicas = replicas;
    }

    /**
     * Returns the tenant's new plan. Refuses an invalid destination with pointers. Must not be called inside a
     * transaction.
     */
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
        PlanAndBrandingReplicas.requirePublished(plan, "/subscription_plan_id");
    }
}
