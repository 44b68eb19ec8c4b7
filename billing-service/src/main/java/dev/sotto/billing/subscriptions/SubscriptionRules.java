package dev.sotto.billing.subscriptions;

import static java.util.Objects.requireNonNull;

import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingCycle;
import dev.sotto.model.BillingPeriod;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.SubscriptionStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How subscriptions begin, go on, change and end, and what each step costs. Pure. A step expects that every earlier
 * step was taken: {@link #advance} until nothing is due.
 */
final class SubscriptionRules {

    private SubscriptionRules() {}

    /**
     * A beginning.
     *
     * @param trialDays 0 for none; counted by the calendar of the zone
     * @param afterTrial the plan that follows; null: it expires with the trial
     */
    record Beginning(
            UUID resellerId,
            PlanPrice plan,
            BillingInterval interval,
            ZoneId zone,
            Instant at,
            int trialDays,
            @Nullable PlanPrice afterTrial) {}

    static Transition begin(Beginning wanted) {
        BillingCycle cycle = new BillingCycle(wanted.at(), wanted.zone(), wanted.interval());
        if (wanted.trialDays() > 0) {
            return Transition.to(trial(wanted, cycle));
        }
        BillingPeriod first = cycle.period(0);
        LedgerEntry charge = charge(
                wanted.resellerId(),
                wanted.plan(),
                first.start(),
                first.end(),
                wanted.plan().price(wanted.interval()),
                ChargeDescription.Period);
        SubscriptionState state = new SubscriptionState(
                SubscriptionStatus.Active,
                wanted.resellerId(),
                wanted.plan(),
                cycle,
                0,
                first.start(),
                first.end(),
                wanted.at(),
                null,
                null,
                paid(charge),
                null);
        return Transition.to(state, charge);
    }

    private static SubscriptionState trial(Beginning wanted, BillingCycle cycle) {
        Instant end =
                wanted.at().atZone(wanted.zone()).plusDays(wanted.trialDays()).toInstant();
        PlanPrice after = wanted.afterTrial();
        return new SubscriptionState(
                SubscriptionStatus.Trial,
                wanted.resellerId(),
                wanted.plan(),
                cycle,
                -1,
                wanted.at(),
                end,
                wanted.at(),
                end,
                after == null ? null : new PendingChange(after, wanted.interval(), null),
                null,
                null);
    }

    /**
     * Takes the step that is due.
     *
     * @param closed whether the tenant or its reseller is closed; then the next period is not charged
     */
    static Transition advance(SubscriptionState state, boolean closed) {
        Instant due = requireNonNull(state.dueAt(), "due");
        if (due.isBefore(state.periodEnd())) {
            PendingChange wanted = requireNonNull(state.pending(), "pending");
            return change(state, state.resellerId(), wanted.plan(), wanted.interval(), due);
        }
        if (state.endsAt() != null) {
            return Transition.to(state.ended(due));
        }
        PlanPrice plan =
                state.pending() == null ? state.plan() : state.pending().plan();
        BillingCycle cycle = state.nextCycle();
        BillingPeriod period = state.nextPeriod();
        Money price = plan.price(cycle.interval());
        LedgerEntry charge =
                charge(state.resellerId(), plan, period.start(), period.end(), price, ChargeDescription.Period);
        Instant quotaFrom = state.isInTrial() ? period.start() : state.quotaAnchor();
        Paid paid = closed ? null : paid(charge);
        SubscriptionState after = state.inPeriod(state.resellerId(), plan, cycle, period, quotaFrom, paid);
        return closed ? Transition.to(after) : Transition.to(after, charge);
    }

    /**
     * Changes plan, interval or reseller at once. What is left of the period is credited, and charged anew: for the rest
     * of the same period, or for a new one if the interval is another. A cancellation is taken back, and an expired
     * subscription begins anew. A trial stays one, and is followed by what is wanted.
     */
    static Transition change(
            SubscriptionState state, UUID resellerId, PlanPrice plan, BillingInterval interval, Instant at) {
        if (state.hasEnded()) {
            return restart(state, resellerId, plan, interval, at);
        }
        if (state.isInTrial()) {
            return Transition.to(state.onPlan(resellerId, plan, null)
                    .withPending(new PendingChange(plan, interval, null))
                    .withStatus(SubscriptionStatus.Trial));
        }
        Instant from = Proration.secondOf(state.periodStart(), state.periodEnd(), at);
        List<LedgerEntry> entries = new ArrayList<>();
        credit(state, from, ChargeDescription.PlanChange, entries);
        SubscriptionState after = interval == state.interval()
                ? changeInPeriod(state, resellerId, plan, from, entries)
                : changeInterval(state, resellerId, plan, interval, from, entries);
        return new Transition(after, List.copyOf(entries));
    }

    private static SubscriptionState changeInPeriod(
            SubscriptionState state, UUID resellerId, PlanPrice plan, Instant from, List<LedgerEntry> entries) {
        Paid paid = null;
        if (from.isBefore(state.periodEnd())) {
            Money part = Proration.part(
                    plan.price(state.interval()), from, state.periodEnd(), state.periodStart(), state.periodEnd());
            LedgerEntry charge = charge(resellerId, plan, from, state.periodEnd(), part, ChargeDescription.PlanChange);
            paid = book(charge, entries);
        }
        return state.onPlan(resellerId, plan, paid).withStatus(SubscriptionStatus.Active);
    }

    private static SubscriptionState changeInterval(
            SubscriptionState state,
            UUID resellerId,
            PlanPrice plan,
            BillingInterval interval,
            Instant from,
            List<LedgerEntry> entries) {
        BillingCycle cycle = new BillingCycle(from, state.cycle().zone(), interval);
        BillingPeriod first = cycle.period(0);
        LedgerEntry charge = charge(
                resellerId, plan, first.start(), first.end(), plan.price(interval), ChargeDescription.PlanChange);
        return state.inPeriod(resellerId, plan, cycle, first, state.quotaAnchor(), book(charge, entries));
    }

    private static Transition restart(
            SubscriptionState state, UUID resellerId, PlanPrice plan, BillingInterval interval, Instant at) {
        BillingCycle cycle = new BillingCycle(at, state.cycle().zone(), interval);
        BillingPeriod first = cycle.period(0);
        LedgerEntry charge =
                charge(resellerId, plan, first.start(), first.end(), plan.price(interval), ChargeDescription.Period);
        return Transition.to(state.inPeriod(resellerId, plan, cycle, first, state.quotaAnchor(), paid(charge)), charge);
    }

    /**
     * Plans a change, in place of one that was planned before.
     *
     * @param dueAt null: when the current period or trial ends
     */
    static Transition schedule(
            SubscriptionState state, PlanPrice plan, BillingInterval interval, @Nullable Instant dueAt) {
        return Transition.to(state.withPending(new PendingChange(plan, interval, dueAt)));
    }

    /** Cancels at the end of the period or trial. */
    static Transition cancelAtEnd(SubscriptionState state) {
        return Transition.to(state.withStatus(SubscriptionStatus.Cancelled));
    }

    /** Cancels at once, and credits what is left of the period. */
    static Transition cancelNow(SubscriptionState state, Instant at) {
        Instant from = Proration.secondOf(state.periodStart(), state.periodEnd(), at);
        List<LedgerEntry> entries = new ArrayList<>();
        credit(state, from, ChargeDescription.Cancellation, entries);
        return new Transition(state.ended(from), List.copyOf(entries));
    }

    /** Takes a cancellation back, or begins anew on the same version of the plan if it has taken effect. */
    static Transition resume(SubscriptionState state, Instant at) {
        if (state.hasEnded()) {
            return restart(state, state.resellerId(), state.plan(), state.interval(), at);
        }
        return Transition.to(
                state.withStatus(state.isInTrial() ? SubscriptionStatus.Trial : SubscriptionStatus.Active));
    }

    private static void credit(
            SubscriptionState state, Instant from, ChargeDescription description, List<LedgerEntry> entries) {
        Paid paid = state.paid();
        if (paid == null || !from.isBefore(paid.to())) {
            return;
        }
        Instant start = from.isBefore(paid.from()) ? paid.from() : from;
        Money left = paid.from(start);
        if (!left.isZero()) {
            entries.add(new LedgerEntry(
                    ChargeKind.Credit,
                    state.resellerId(),
                    state.plan(),
                    start,
                    paid.to(),
                    left.negated(),
                    description,
                    paid.chargeId()));
        }
    }

    private static @Nullable Paid book(LedgerEntry charge, List<LedgerEntry> entries) {
        if (charge.amount().isZero()) {
            return null;
        }
        entries.add(charge);
        return paid(charge);
    }

    private static @Nullable Paid paid(LedgerEntry charge) {
        return charge.amount().isZero() ? null : new Paid(null, charge.amount(), charge.from(), charge.to());
    }

    private static LedgerEntry charge(
            UUID resellerId, PlanPrice plan, Instant from, Instant to, Money amount, ChargeDescription description) {
        return new LedgerEntry(ChargeKind.Charge, resellerId, plan, from, to, amount, description, null);
    }
}
