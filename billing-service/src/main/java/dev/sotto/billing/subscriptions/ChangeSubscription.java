package dev.sotto.billing.subscriptions;

import dev.sotto.billing.commission.ResellerRates;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.ChangeTime;
import dev.sotto.model.billing.SubscriptionChange;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes, cancels and resumes subscriptions. A repetition finds what it wants already there, and changes nothing: it
 * writes no line, no event and no audit entry.
 */
@ApplicationScoped
class ChangeSubscription {

    private static final Caller LOOKING_UP = Caller.system("subscriptions");

    private final ScopedTransaction transactions;
    private final SubscriptionQueries queries;
    private final SubscriptionStore store;
    private final AdvanceSubscriptions advance;
    private final ResellerRates rates;

    ChangeSubscription(
            ScopedTransaction transactions,
            SubscriptionQueries queries,
            SubscriptionStore store,
            AdvanceSubscriptions advance,
            ResellerRates rates) {
        this.transactions = transactions;
        this.queries = queries;
        this.store = store;
        this.advance = advance;
        this.rates = rates;
    }

    /**
     * Which subscription, as the caller saw it.
     *
     * @param ifMatch the version that the caller has seen; null if the client sent none
     */
    record Order(UUID id, @Nullable String ifMatch, Instant now) {

        Order {
            now = now.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** Changes plan or interval, at once or when the period ends. */
    Uni<SubscriptionView> change(Caller caller, Order order, SubscriptionChange wanted) {
        return decide(caller, order, "changed", (transaction, loaded) -> {
            requireGoingOn(loaded.state());
            return WantedChange.of(transaction, loaded.state(), wanted)
                    .map(target -> stepTo(loaded.state(), target, wanted.at(), order.now()));
        });
    }

    private static @Nullable Transition stepTo(
            SubscriptionState state, WantedChange target, ChangeTime at, Instant now) {
        PlanPrice plan = target.plan();
        if (at == ChangeTime.PeriodEnd) {
            PendingChange pending = state.pending();
            boolean planned = pending != null
                    && pending.dueAt() == null
                    && pending.interval() == target.interval()
                    && pending.plan().equals(plan);
            return planned ? null : SubscriptionRules.schedule(state, plan, target.interval(), null);
        }
        boolean there = state.plan().equals(plan) && state.interval() == target.interval();
        boolean followed = state.pending() == null
                || (state.isInTrial()
                        && state.pending().plan().equals(plan)
                        && state.pending().interval() == target.interval());
        if (there && followed) {
            return null;
        }
        return there && !state.isInTrial()
                ? Transition.to(state.withPending(null))
                : SubscriptionRules.change(state, state.resellerId(), plan, target.interval(), now);
    }

    /** Takes a planned change back. */
    Uni<SubscriptionView> takeBack(Caller caller, Order order) {
        return decide(
                caller,
                order,
                "change-taken-back",
                (transaction, loaded) -> Uni.createFrom()
                        .item(
                                loaded.state().pending() == null
                                        ? null
                                        : Transition.to(loaded.state().withPending(null))));
    }

    /** Cancels, at once or when the period ends. */
    Uni<SubscriptionView> cancel(Caller caller, Order order, ChangeTime at) {
        return decide(caller, order, "cancelled", (transaction, loaded) -> {
            SubscriptionState state = loaded.state();
            if (state.hasEnded() || (at == ChangeTime.PeriodEnd && state.isCancelled())) {
                return Uni.createFrom().nullItem();
            }
            return Uni.createFrom()
                    .item(
                            at == ChangeTime.Now
                                    ? SubscriptionRules.cancelNow(state, order.now())
                                    : SubscriptionRules.cancelAtEnd(state));
        });
    }

    /** Takes a cancellation back; an expired subscription begins anew and is charged. */
    Uni<SubscriptionView> resume(Caller caller, Order order) {
        return decide(
                caller,
                order,
                "resumed",
                (transaction, loaded) -> Uni.createFrom()
                        .item(
                                loaded.state().hasEnded() || loaded.state().isCancelled()
                                        ? SubscriptionRules.resume(loaded.state(), order.now())
                                        : null));
    }

    /** Returns the step to take; null if there is nothing to do. */
    private interface Decision {
        Uni<@Nullable Transition> on(SqlTransaction transaction, LoadedSubscription loaded);
    }

    private Uni<SubscriptionView> decide(Caller caller, Order order, String action, Decision decision) {
        return queries.get(caller, order.id())
                .call(() -> advance.advanceOne(order.id(), order.now()))
                .flatMap(seen ->
                        rates.find(LOOKING_UP, seen.resellerId()).map(terms -> Map.of(seen.resellerId(), terms)))
                .flatMap(terms -> transactions.sql(
                        caller,
                        transaction -> store.lock(transaction, order.id())
                                .onItem()
                                .ifNull()
                                .failWith(Problem::notFound)
                                .flatMap(loaded -> take(transaction, loaded, order, action, decision, terms))));
    }

    private Uni<SubscriptionView> take(
            SqlTransaction transaction,
            LoadedSubscription loaded,
            Order order,
            String action,
            Decision decision,
            Map<UUID, ResellerTerms> terms) {
        Responses.requireVersion(order.ifMatch(), loaded.view().version());
        requireManaged(loaded.state());
        if (loaded.state().isDue(order.now())) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "The tenant or its reseller is closed, and the period has ended. Reopen it first.");
        }
        return decision.on(transaction, loaded)
                .flatMap(step -> step == null
                        ? Uni.createFrom().item(loaded.view())
                        : store.change(transaction, loaded, step, terms)
                                .call(after -> transaction.record(audit(action, loaded.view(), after.view())))
                                .map(LoadedSubscription::view));
    }

    private static Change audit(String action, SubscriptionView before, SubscriptionView after) {
        return new Change(action, "subscription", after.id(), after.tenantId(), after.resellerId(), before, after);
    }

    private static void requireManaged(SubscriptionState state) {
        if (!state.moves() && state.status() != SubscriptionStatus.Expired) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "The subscription is " + state.status()
                            + ". Only one that is Trial, Active, Cancelled or Expired can be" + " changed.");
        }
    }

    static void requireGoingOn(SubscriptionState state) {
        if (state.hasEnded() || state.isCancelled()) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "The subscription is " + state.status() + ". Resume it first, then change it.");
        }
    }

    /**
     * What a change leads to.
     *
     * @param offer null if the plan and version are those that the subscription has
     */
    record WantedChange(PlanPrice plan, BillingInterval interval, PlanPrices.@Nullable Offer offer) {

        static Uni<WantedChange> of(SqlTransaction transaction, SubscriptionState state, SubscriptionChange wanted) {
            BillingInterval interval = wanted.interval() == null ? state.interval() : wanted.interval();
            if (wanted.subscriptionPlanId() == null) {
                return Uni.createFrom().item(new WantedChange(state.plan(), interval, null).requireSold());
            }
            return PlanPrices.find(transaction, wanted.subscriptionPlanId(), state.resellerId(), 0)
                    .map(PlanPrices::requireOnSale)
                    .map(offer -> new WantedChange(offer.price(), interval, offer).requireSold());
        }

        private WantedChange requireSold() {
            if (!plan.isSoldBy(interval)) {
                throw Problem.invalid(new Fault(
                        "/interval", FaultCode.NOT_ALLOWED, "must be Month, because the plan has no yearly price"));
            }
            return this;
        }
    }
}
