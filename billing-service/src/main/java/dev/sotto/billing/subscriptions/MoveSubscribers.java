package dev.sotto.billing.subscriptions;

import dev.sotto.billing.plans.PlanQueries;
import dev.sotto.model.billing.ChangeTime;
import dev.sotto.model.billing.MovedSubscribersView;
import dev.sotto.model.billing.PlanView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Moves all subscribers of a plan to its current version: at once, or when the period of each ends. It only plans the
 * changes and publishes them, so that tenant-service can write to the Admins; {@link AdvanceSubscriptions} makes them. Left as they are: those that are cancelled, those that will change
 * to another plan, and trials that no plan follows.
 */
@ApplicationScoped
class MoveSubscribers {

    /** A yearly subscriber of a version without a yearly price goes on by the month. */
    private static final String PLAN = """
            update subscriptions s
            set pending_plan_id = v.subscription_plan_id, pending_plan_version = v.plan_version,
                pending_interval = case when v.price_yearly is null then 'Month'
                    else coalesce(s.pending_interval, s.billing_interval) end,
                pending_due_at = cast($3 as timestamptz),
                next_charge_at = least(s.next_charge_at, cast($3 as timestamptz)), version = s.version + 1, updated_at = now()
            from subscription_plan_versions v
            where v.subscription_plan_id = $1 and v.plan_version = $2 and s.subscription_plan_id = $1
                and s.plan_version <> $2 and s.status in ('Trial', 'Active')
                and (s.pending_plan_id = $1 or s.pending_plan_id is null and s.status = 'Active')
            returning s.id
            """;

    private final ScopedTransaction transactions;
    private final PlanQueries plans;
    private final SubscriptionStore store;
    private final Clock clock;

    MoveSubscribers(ScopedTransaction transactions, PlanQueries plans, SubscriptionStore store, Clock clock) {
        this.transactions = transactions;
        this.plans = plans;
        this.store = store;
        this.clock = clock;
    }

    Uni<MovedSubscribersView> move(Caller caller, UUID planId, ChangeTime at) {
        return plans.get(caller, planId)
                .flatMap(plan -> transactions.sql(caller, transaction -> move(transaction, plan, at)));
    }

    private Uni<MovedSubscribersView> move(SqlTransaction transaction, PlanView plan, ChangeTime at) {
        var dueAt = at == ChangeTime.Now
                ? clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : null;
        return transaction
                .list(row -> row.getUUID("id"), PLAN, plan.id(), plan.currentVersion(), dueAt)
                .call(moved -> store.publish(transaction, moved))
                .map(moved -> new MovedSubscribersView(plan.id(), plan.currentVersion(), moved.size()))
                .call(moved -> transaction.record(new Change(
                        "subscribers-moved",
                        "subscription_plan",
                        plan.id(),
                        null,
                        transaction.caller().scope().resellerId(),
                        null,
                        moved)));
    }
}
