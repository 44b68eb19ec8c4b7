package dev.sotto.tenants.tenants;

import static java.util.Objects.requireNonNull;

import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.events.PlannedChange;
import dev.sotto.model.events.SubscriptionChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Folds a tenant's subscription into its row: its status, and the plan's version with its limits. If that changes what
 * the tenant may do, {@code tenant-changed} follows. A subscription that has not followed this service's latest
 * assignment yet changes no plan: billing-service will tell again when it has. Admins get a letter about a change that is
 * planned.
 */
@ApplicationScoped
class SubscriptionConsumer {

    private static final String LOCK = "select subscription_id, subscription_version, " + Entitlements.COLUMNS + """
             from tenants where id = $1 and reseller_id = $2 and kind = 'Customer' for update
            """;
    private static final String FOLD = """
            update tenants set subscription_id = $2, subscription_status = $3, subscription_version = $4,
                version = version + 1, updated_at = now()
            where id = $1
            returning\s""" + Entitlements.COLUMNS;
    private static final String FOLD_PLAN = """
            update tenants set subscription_id = $2, subscription_status = $3, subscription_version = $4,
                version = version + 1, updated_at = now(), subscription_plan_id = $5, plan_version = $6,
                storage_quota_mb = $7, processing_quota_minutes = $8, max_users = $9, requests_per_minute = $10,
                key_requests_per_minute = $11, concurrent_jobs = $12, weight = $13,
                features = cast(cast($14 as text) as jsonb), anchor = $15
            where id = $1
            returning\s""" + Entitlements.COLUMNS;

    /** One letter for each Admin and moment; a trial's following plan was chosen before. */
    private static final String LETTERS = """
            insert into mail_tasks (id, tenant_id, kind, user_id, plan_from)
            select uuidv7(), u.tenant_id, 'PlanChange', u.id, $2
            from users u
            where u.tenant_id = $1 and u.status = 'Active' and u.role = 'Admin' and not exists (
                select from mail_tasks m
                where m.tenant_id = u.tenant_id and m.user_id = u.id and m.kind = 'PlanChange' and m.plan_from = $2)
            """;

    private final Inbox inbox;

    SubscriptionConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("subscription-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/subscriptions", received, SubscriptionChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<SubscriptionChanged> event) {
        return Uni.createFrom().item(transaction -> fold(transaction, event.data()));
    }

    private static Uni<Void> fold(SqlTransaction transaction, SubscriptionChanged subscription) {
        return transaction
                .first(Folded::of, LOCK, subscription.tenantId(), subscription.resellerId())
                .flatMap(before -> before == null || before.isAsNewAs(subscription)
                        ? Uni.createFrom().voidItem()
                        : fold(transaction, before.tenant(), subscription));
    }

    private static Uni<Void> fold(SqlTransaction transaction, TenantChanged before, SubscriptionChanged subscription) {
        Uni<TenantChanged> folded = bringsPlan(before, subscription)
                ? foldPlan(transaction, subscription)
                : foldStatus(transaction, subscription);
        return folded.flatMap(after -> after.at(before.version()).equals(before)
                        ? Uni.createFrom().voidItem()
                        : transaction.publish(after))
                .chain(() -> announce(transaction, subscription));
    }

    private static Uni<Void> announce(SqlTransaction transaction, SubscriptionChanged subscription) {
        PlannedChange planned = subscription.planned();
        return planned == null || subscription.status() == SubscriptionStatus.Trial
                ? Uni.createFrom().voidItem()
                : transaction
                        .execute(
                                LETTERS, subscription.tenantId(), planned.from().atOffset(ZoneOffset.UTC))
                        .replaceWithVoid();
    }

    private static boolean bringsPlan(TenantChanged tenant, SubscriptionChanged subscription) {
        return subscription.allowance() != null
                && tenant.assignment() != null
                && subscription.assignment() >= tenant.assignment().number();
    }

    private static Uni<TenantChanged> foldStatus(SqlTransaction transaction, SubscriptionChanged subscription) {
        return transaction.first(
                Entitlements::of,
                FOLD,
                subscription.tenantId(),
                subscription.subscriptionId().toString(),
                subscription.status().name(),
                subscription.version());
    }

    private static Uni<TenantChanged> foldPlan(SqlTransaction transaction, SubscriptionChanged subscription) {
        PlanAllowance allowance = requireNonNull(subscription.allowance(), "allowance");
        return transaction.first(
                Entitlements::of,
                FOLD_PLAN,
                subscription.tenantId(),
                subscription.subscriptionId().toString(),
                subscription.status().name(),
                subscription.version(),
                subscription.subscriptionPlanId(),
                subscription.planVersion(),
                allowance.storageQuotaMb(),
                allowance.processingQuotaMinutes(),
                allowance.maxUsers(),
                allowance.limits().requestsPerMinute(),
                allowance.limits().keyRequestsPerMinute(),
                allowance.limits().concurrentJobs(),
                allowance.limits().weight(),
                Entitlements.json(allowance.features()),
                requireNonNull(subscription.quotaAnchor(), "quota anchor").atOffset(ZoneOffset.UTC));
    }

    /** A tenant before an event, and the subscription that it has already. */
    private record Folded(TenantChanged tenant, @Nullable String subscriptionId, long subscriptionVersion) {

        static Folded of(Row row) {
            return new Folded(
                    Entitlements.of(row), row.getString("subscription_id"), row.getLong("subscription_version"));
        }

        boolean isAsNewAs(SubscriptionChanged subscription) {
            return subscription.subscriptionId().toString().equals(subscriptionId)
                    && subscription.version() <= subscriptionVersion;
        }
    }
}
