package dev.sotto.billing.subscriptions;

import dev.sotto.billing.subscriptions.ChangeSubscription.WantedChange;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.ChangeTime;
import dev.sotto.model.billing.SubscriptionChange;
import dev.sotto.model.billing.SubscriptionPreviewView;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Prices a change before it is made, by the rules that make it. Writes nothing. */
@ApplicationScoped
class PreviewChange {

    private final ScopedTransaction transactions;
    private final SubscriptionQueries queries;

    PreviewChange(ScopedTransaction transactions, SubscriptionQueries queries) {
        this.transactions = transactions;
        this.queries = queries;
    }

    Uni<SubscriptionPreviewView> preview(Caller caller, UUID id, SubscriptionChange wanted, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return queries.get(caller, id)
                .chain(() -> transactions.sql(
                        caller,
                        transaction -> transaction
                                .first(LoadedSubscription::of, SubscriptionStore.LOAD, id)
                                .onItem()
                                .ifNull()
                                .failWith(Problem::notFound)
                                .flatMap(loaded -> preview(transaction, loaded, wanted, at))));
    }

    private static Uni<SubscriptionPreviewView> preview(
            SqlTransaction transaction, LoadedSubscription loaded, SubscriptionChange wanted, Instant now) {
        SubscriptionState state = current(loaded.state(), now);
        ChangeSubscription.requireGoingOn(state);
        return WantedChange.of(transaction, state, wanted)
                .map(target -> view(
                        state,
                        target,
                        wanted.at(),
                        now,
                        target.offer() == null
                                ? loaded.allowance()
                                : target.offer().allowance()));
    }

    /** What is due within moments is taken as done. */
    private static SubscriptionState current(SubscriptionState stored, Instant now) {
        SubscriptionState state = stored;
        while (state.isDue(now)) {
            state = SubscriptionRules.advance(state, false).after();
        }
        return state;
    }

    private static SubscriptionPreviewView view(
            SubscriptionState state, WantedChange target, ChangeTime at, Instant now, PlanAllowance allowance) {
        boolean atOnce = at == ChangeTime.Now;
        Transition step = atOnce
                ? SubscriptionRules.change(state, state.resellerId(), target.plan(), target.interval(), now)
                : SubscriptionRules.advance(
                        SubscriptionRules.schedule(state, target.plan(), target.interval(), null)
                                .after(),
                        false);
        boolean nothing = atOnce && state.plan().equals(target.plan()) && state.interval() == target.interval();
        List<LedgerEntry> entries = nothing ? List.of() : step.entries();
        SubscriptionState after = nothing ? state : step.after();
        BillingInterval interval = target.interval();
        return new SubscriptionPreviewView(
                target.plan().planId(),
                target.plan().version(),
                interval,
                atOnce ? now : state.periodEnd(),
                entries.stream().map(PreviewChange::line).toList(),
                totals(entries),
                after.periodEnd(),
                target.plan().price(interval).amount(),
                target.plan().monthly().currency(),
                allowance.storageQuotaMb(),
                allowance.processingQuotaMinutes(),
                allowance.maxUsers());
    }

    private static SubscriptionPreviewView.Line line(LedgerEntry entry) {
        return new SubscriptionPreviewView.Line(
                entry.kind(),
                entry.plan().planId(),
                entry.plan().version(),
                entry.from(),
                entry.to(),
                entry.amount().amount(),
                entry.amount().currency());
    }

    private static Map<String, BigDecimal> totals(List<LedgerEntry> entries) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        entries.forEach(
                entry -> totals.merge(entry.amount().currency(), entry.amount().amount(), BigDecimal::add));
        return totals;
    }
}
