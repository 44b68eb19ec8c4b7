package dev.sotto.billing.subscriptions;

import dev.sotto.model.BillingCycle;
import dev.sotto.model.BillingPeriod;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription at one moment.
 *
 * @param index of the current period in its cycle; -1 in a trial
 * @param quotaAnchor the instant from which months of processing quota are counted. Only the end of a trial moves it,
 *     so that no change of plan or interval gives a month's quota again.
 * @param paid null if nothing was charged for the current period
 * @param endedAt when it expired; null before
 */
record SubscriptionState(
        SubscriptionStatus status,
        UUID resellerId,
        PlanPrice plan,
        BillingCycle cycle,
        int index,
        Instant periodStart,
        Instant periodEnd,
        Instant quotaAnchor,
        @Nullable Instant trialEndsAt,
        @Nullable PendingChange pending,
        @Nullable Paid paid,
        @Nullable Instant endedAt) {

    BillingInterval interval() {
        return cycle.interval();
    }

    /** Returns whether nothing was charged yet, also after the cancellation of a trial. */
    boolean isInTrial() {
        return index < 0;
    }

    boolean hasEnded() {
        return endedAt != null;
    }

    /** Returns whether it was cancelled, and goes on until its period ends. */
    boolean isCancelled() {
        return status == SubscriptionStatus.Cancelled;
    }

    /** Returns whether Sotto moves it on by the clock. */
    boolean moves() {
        return status == SubscriptionStatus.Trial || status == SubscriptionStatus.Active || isCancelled();
    }

    /** Returns when the next step is due; null if none is. */
    @Nullable
    Instant dueAt() {
        if (!moves()) {
            return null;
        }
        Instant change = pending == null || isCancelled() ? null : pending.dueAt();
        return change != null && change.isBefore(periodEnd) ? change : periodEnd;
    }

    boolean isDue(Instant now) {
        Instant due = dueAt();
        return due != null && !due.isAfter(now);
    }

    /** Returns when it ends or ended; null while it goes on. */
    @Nullable
    Instant endsAt() {
        if (hasEnded()) {
            return endedAt;
        }
        return isCancelled() || (isInTrial() && pending == null) ? periodEnd : null;
    }

    /** Returns the end of the period that follows the current one, if it is charged. */
    Instant nextPeriodEnd() {
        return nextPeriod().end();
    }

    BillingPeriod nextPeriod() {
        return nextCycle().period(nextIndex());
    }

    BillingCycle nextCycle() {
        boolean goesOn = !isInTrial() && (pending == null || pending.interval() == interval());
        return goesOn ? cycle : new BillingCycle(periodEnd, cycle.zone(), nextInterval());
    }

    private int nextIndex() {
        return nextCycle().equals(cycle) && !isInTrial() ? index + 1 : 0;
    }

    private BillingInterval nextInterval() {
        return pending == null ? interval() : pending.interval();
    }

    SubscriptionState withStatus(SubscriptionStatus other) {
        return new SubscriptionState(
                other,
                resellerId,
                plan,
                cycle,
                index,
                periodStart,
                periodEnd,
                quotaAnchor,
                trialEndsAt,
                pending,
                paid,
                endedAt);
    }

    SubscriptionState withPending(@Nullable PendingChange other) {
        return new SubscriptionState(
                status,
                resellerId,
                plan,
                cycle,
                index,
                periodStart,
                periodEnd,
                quotaAnchor,
                trialEndsAt,
                other,
                paid,
                endedAt);
    }

    /** Returns the same period on another plan, without anything that is pending. */
    SubscriptionState onPlan(UUID reseller, PlanPrice other, @Nullable Paid by) {
        return new SubscriptionState(
                status,
                reseller,
                other,
                cycle,
                index,
                periodStart,
                periodEnd,
                quotaAnchor,
                trialEndsAt,
                null,
                by,
                endedAt);
    }

    /** Returns the active subscription in a period of a cycle. */
    SubscriptionState inPeriod(
            UUID reseller, PlanPrice of, BillingCycle in, BillingPeriod period, Instant quotaFrom, @Nullable Paid by) {
        return new SubscriptionState(
                SubscriptionStatus.Active,
                reseller,
                of,
                in,
                period.index(),
                period.start(),
                period.end(),
                quotaFrom,
                trialEndsAt,
                null,
                by,
                null);
    }

    SubscriptionState ended(Instant at) {
        return new SubscriptionState(
                SubscriptionStatus.Expired,
                resellerId,
                plan,
                cycle,
                index,
                periodStart,
                periodEnd,
                quotaAnchor,
                trialEndsAt,
                null,
                null,
                at);
    }
}
