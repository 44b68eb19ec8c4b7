package dev.sotto.billing.subscriptions;

import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.SubscriptionSource;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.events.SubscriptionChanged;
import dev.sotto.model.tenants.SubscriptionStatus;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/** Reads views and events from rows of {@code subscriptions}. */
final class Subscription {

    private Subscription() {}

    static SubscriptionView view(Row row) {
        return new SubscriptionView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("subscription_plan_id"),
                row.getInteger("plan_version"),
                SubscriptionSource.valueOf(row.getString("source")),
                SubscriptionStatus.valueOf(row.getString("status")),
                row.getOffsetDateTime("anchor").toInstant(),
                row.getOffsetDateTime("next_charge_at").toInstant(),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    static SubscriptionChanged changed(SubscriptionView subscription) {
        return new SubscriptionChanged(
                subscription.id(),
                subscription.version(),
                subscription.tenantId(),
                subscription.resellerId(),
                subscription.subscriptionPlanId(),
                subscription.source(),
                subscription.status(),
                subscription.anchor(),
                subscription.planVersion(),
                BillingInterval.Month,
                null,
                null,
                0);
    }

    /** Returns whether the subscription already has this plan and reseller. */
    static boolean standsOn(SubscriptionView subscription, UUID planId, UUID resellerId) {
        return subscription.subscriptionPlanId().equals(planId)
                && subscription.resellerId().equals(resellerId);
    }
}
