package dev.sotto.billing.subscriptions;

import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds versions of plans that a reseller may sell. */
final class PlanPrices {

    static final String FIND = "select p.id, p.status, v.plan_version, " + SubscriptionRow.PLAN_COLUMNS + """
             from subscription_plans p
            join subscription_plan_versions v on v.subscription_plan_id = p.id
                and v.plan_version = case when $3 = 0 then p.current_version else $3 end
            where p.id = $1 and (p.reseller_id is null or p.reseller_id = $2)
            """;

    private PlanPrices() {}

    /** A version of a plan. */
    record Offer(PlanPrice price, PlanStatus status, PlanAllowance allowance) {

        static Offer of(Row row) {
            return new Offer(
                    SubscriptionRow.price(row, row.getUUID("id"), row.getInteger("plan_version"), ""),
                    PlanStatus.valueOf(row.getString("status")),
                    SubscriptionRow.allowance(row));
        }
    }

    /**
     * Finds a version; null if the reseller has no such plan.
     *
     * @param version 0 for the current one
     */
    static Uni<@Nullable Offer> find(SqlTransaction transaction, UUID planId, UUID resellerId, int version) {
        return transaction.first(Offer::of, FIND, planId, resellerId, version);
    }

    /** Refuses a plan that the reseller does not sell now, at {@code /subscription_plan_id}. */
    static Offer requireOnSale(@Nullable Offer offer) {
        if (offer == null || offer.status() == PlanStatus.Draft) {
            throw Problem.invalid(new Fault(
                    "/subscription_plan_id",
                    FaultCode.NOT_FOUND,
                    "must be the id of a plan that the tenant's reseller can sell"));
        }
        if (offer.status() == PlanStatus.Archived) {
            throw Problem.invalid(new Fault(
                    "/subscription_plan_id",
                    FaultCode.NOT_ALLOWED,
                    "must be the id of a published plan; this one is Archived"));
        }
        return offer;
    }
}
