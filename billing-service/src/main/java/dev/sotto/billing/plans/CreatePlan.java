package dev.sotto.billing.plans;

import dev.sotto.model.billing.PlanDetails;
import dev.sotto.model.billing.PlanView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a plan: a reseller its own, the platform a system plan. */
@ApplicationScoped
class CreatePlan {

    private final ScopedTransaction transactions;
    private final PlanRepository plans;
    private final PlanQueries queries;
    private final Idempotency idempotency;
    private final Clock clock;

    CreatePlan(
            ScopedTransaction transactions,
            PlanRepository plans,
            PlanQueries queries,
            Idempotency idempotency,
            Clock clock) {
        this.transactions = transactions;
        this.plans = plans;
        this.queries = queries;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<PlanView> create(Caller caller, @Nullable String key, PlanDetails details) {
        Prices.requireInUse(details.currency(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        Prices.check(details);
        var request = Idempotency.Request.of("createSubscriptionPlan", key, details);
        UUID id = Ids.next();
        return idempotency.once(
                caller,
                request,
                () -> transactions.edit(
                        caller,
                        transaction -> idempotency
                                .remember(transaction, request, id)
                                .chain(() -> insert(transaction, id, details))),
                earlier -> queries.get(caller, earlier));
    }

    private Uni<PlanView> insert(OrmTransaction transaction, UUID id, PlanDetails details) {
        UUID resellerId = transaction.caller().scope().resellerId();
        Plan plan = new Plan(id, resellerId, details, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return plans.persist(plan)
                .call(transaction::flush)
                .call(() -> PlanVersions.keep(transaction, id))
                .call(() -> transaction.record(Change.created("subscription_plan", id, null, resellerId, plan.view())))
                .call(() -> transaction.publish(plan.changed()))
                .map(Plan::view);
    }
}
