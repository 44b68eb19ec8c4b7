package dev.sotto.billing.subscriptions;

import static java.util.Objects.requireNonNullElse;

import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.events.PlannedChange;
import dev.sotto.model.events.SubscriptionChanged;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is stored.
 *
 * @param allowance what its version of the plan allows
 * @param assignment the number of tenant-service's latest decision that it follows
 * @param tenantVersion the version of the tenant that it follows
 */
record LoadedSubscription(
        SubscriptionView view, SubscriptionState state, PlanAllowance allowance, long assignment, long tenantVersion) {

    static LoadedSubscription of(Row row) {
        return new LoadedSubscription(
                SubscriptionRow.view(row),
                SubscriptionRow.state(row),
                SubscriptionRow.allowance(row),
                row.getLong("assignment"),
                row.getLong("tenant_version"));
    }

    SubscriptionChanged event() {
        return event(view.version());
    }

    /** Returns whether other services need to know of what changed since. */
    boolean differsFrom(LoadedSubscription before) {
        return !event(0).equals(before.event(0));
    }

    private SubscriptionChanged event(long version) {
        return new SubscriptionChanged(
                view.id(),
                version,
                view.tenantId(),
                view.resellerId(),
                view.subscriptionPlanId(),
                view.source(),
                view.status(),
                view.anchor(),
                view.planVersion(),
                view.interval(),
                allowance,
                state.quotaAnchor(),
                assignment,
                planned());
    }

    private @Nullable PlannedChange planned() {
        PendingChange pending = state.pending();
        return pending == null
                ? null
                : new PlannedChange(
                        pending.plan().planId(),
                        pending.plan().version(),
                        pending.interval(),
                        requireNonNullElse(pending.dueAt(), state.periodEnd()));
    }
}
