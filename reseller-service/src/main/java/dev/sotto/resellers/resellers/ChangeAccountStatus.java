package dev.sotto.resellers.resellers;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes whether a reseller and its tenants may work. Repeating a change does nothing and publishes nothing. Nothing
 * is written to tenants, so lifting restores exactly the earlier state.
 */
@ApplicationScoped
class ChangeAccountStatus {

    private final ScopedTransaction transactions;
    private final Resellers resellers;
    private final CommissionRates rates;
    private final Clock clock;

    ChangeAccountStatus(ScopedTransaction transactions, Resellers resellers, CommissionRates rates, Clock clock) {
        this.transactions = transactions;
        this.resellers = resellers;
        this.rates = rates;
        this.clock = clock;
    }

    /**
     * The reseller, its expected version, and the note for the audit log.
     *
     * @param ifMatch the version that the caller has seen; null if the client sent none
     */
    record Order(
            UUID id, @Nullable String ifMatch, @Nullable String note) {}

    Uni<ResellerView> suspend(Caller caller, SuspensionReason reason, Order order) {
        return change(caller, order, new Step("suspended", reason, (reseller, now) -> reseller.suspend(reason, now)));
    }

    /** Lifts one reason and leaves the others. */
    Uni<ResellerView> lift(Caller caller, SuspensionReason reason, Order order) {
        return change(
                caller, order, new Step("suspension-lifted", reason, (reseller, now) -> reseller.lift(reason, now)));
    }

    Uni<ResellerView> close(Caller caller, Order order) {
        return change(caller, order, new Step("closed", null, Reseller::close));
    }

    Uni<ResellerView> reopen(Caller caller, Order order) {
        return change(caller, order, new Step("reopened", null, Reseller::reopen));
    }

    /** @param change returns whether it changed anything */
    private record Step(String action, @Nullable SuspensionReason reason, BiPredicate<Reseller, Instant> change) {}

    /** The status for the audit log, with its reasons. */
    private record Standing(
            ResellerStatus status,
            Set<SuspensionReason> suspensions,
            @Nullable SuspensionReason reason,
            @Nullable String note) {

        static Standing of(Reseller reseller, @Nullable SuspensionReason reason, @Nullable String note) {
            ResellerView view = reseller.view();
            return new Standing(view.status(), view.suspensions(), reason, note);
        }
    }

    private Uni<ResellerView> change(Caller caller, Order order, Step step) {
        if (step.reason() != null && !SuspensionGrants.mayPlatform(step.reason())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "A reseller can be suspended only for the reasons Admin, Billing and Abuse.");
        }
        return transactions.edit(
                caller,
                transaction -> resellers.toChange(order.id()).flatMap(found -> apply(transaction, found, order, step)));
    }

    private Uni<ResellerView> apply(OrmTransaction transaction, Reseller reseller, Order order, Step step) {
        Responses.requireVersion(order.ifMatch(), reseller.version());
        Standing before = Standing.of(reseller, null, null);
        if (!step.change().test(reseller, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            return Uni.createFrom().item(reseller.view());
        }
        Standing after = Standing.of(reseller, step.reason(), order.note());
        UUID id = reseller.id();
        return transaction
                .flush()
                .chain(() -> transaction.record(new Change(step.action(), "reseller", id, null, id, before, after)))
                .chain(() -> rates.historyOf(id))
                .flatMap(history -> transaction.publish(reseller.changed(history)))
                .map(done -> reseller.view());
    }
}
