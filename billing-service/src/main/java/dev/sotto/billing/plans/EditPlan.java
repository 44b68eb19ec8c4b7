package dev.sotto.billing.plans;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.billing.PlanDetails;
import dev.sotto.model.billing.PlanView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a plan. New terms make a version for new subscribers; existing ones keep theirs. */
@ApplicationScoped
class EditPlan {

    private final ScopedTransaction transactions;
    private final PlanRepository plans;
    private final MergePatch mergePatch;
    private final Clock clock;

    EditPlan(ScopedTransaction transactions, PlanRepository plans, MergePatch mergePatch, Clock clock) {
        this.transactions = transactions;
        this.plans = plans;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    Uni<PlanView> edit(Caller caller, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return transactions.edit(
                caller,
                transaction -> plans.toEdit(id)
                        .onItem()
                        .ifNull()
                        .failWith(Problem::notFound)
                        .invoke(plan -> Responses.requireVersion(ifMatch, plan.version()))
                        .flatMap(plan -> revise(transaction, plan, patch)));
    }

    private Uni<PlanView> revise(OrmTransaction transaction, Plan plan, JsonNode patch) {
        PlanView before = plan.view();
        PlanDetails details = mergePatch.apply(plan.details(), PlanDetails.class, patch);
        Prices.check(details);
        boolean another = plan.revise(details, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (another) {
            Prices.requireInUse(details.currency(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        }
        return transaction
                .flush()
                .call(() -> another
                        ? PlanVersions.keep(transaction, plan.id())
                        : Uni.createFrom().voidItem())
                .call(() -> transaction.record(
                        Change.changed("subscription_plan", plan.id(), null, plan.resellerId(), before, plan.view())))
                .call(() -> transaction.publish(plan.changed()))
                .map(ignored -> plan.view());
    }
}
