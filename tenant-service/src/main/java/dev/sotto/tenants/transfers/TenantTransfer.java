package dev.sotto.tenants.transfers;

import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.tenants.tenants.Entitlements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transfers a tenant to another reseller, in one transaction. Reseller, plan and limits change together, the old
 * reseller's branding is removed, both resellers get an audit entry, and an event is published.
 */
@ApplicationScoped
class TenantTransfer {

    private static final String LOCK = """
            select id, version, reseller_id, subscription_plan_id, branding_configuration_id from tenants
            where id = $1 and kind = 'Customer' for update
            """;
    private static final String MOVE = """
            update tenants
            set reseller_id = $2, subscription_plan_id = $3, storage_quota_mb = $4, processing_quota_minutes = $5,
                max_users = $6, requests_per_minute = $7, key_requests_per_minute = $8, concurrent_jobs = $9, weight = $10,
                features = cast(cast($11 as text) as jsonb), branding_configuration_id = null, overrides = '{}',
                version = version + 1,
                updated_at = $12, plan_version = $13, assignment = assignment + 1, assigned_at = $12,
                assigned_interval = null, assigned_trial_days = 0, plan_after_trial_id = null
            where id = $1
            returning\s""" + Entitlements.COLUMNS;

    /** A tenant that is locked until the transaction ends. */
    record Locked(
            UUID id,
            long version,
            UUID resellerId,
            UUID subscriptionPlanId,
            @Nullable UUID brandingConfigurationId) {

        static Locked of(Row row) {
            return new Locked(
                    row.getUUID("id"),
                    row.getLong("version"),
                    row.getUUID("reseller_id"),
                    row.getUUID("subscription_plan_id"),
                    row.getUUID("branding_configuration_id"));
        }
    }

    /**
     * The destination of a transfer.
     *
     * @param decidedBy the PlatformAdmin, who may have decided it long before
     */
    record Order(UUID resellerId, PlanChanged plan, UUID decidedBy) {}

    /** A tenant's reseller and plan, for the audit log. */
    private record Whereabouts(
            UUID resellerId,
            UUID subscriptionPlanId,
            @Nullable UUID brandingConfigurationId,
            @Nullable UUID decidedBy) {}

    /** Locks a customer tenant in the transaction's scope; null if there is none. */
    Uni<@Nullable Locked> lock(SqlTransaction transaction, UUID tenantId) {
        return transaction.first(Locked::of, LOCK, tenantId);
    }

    Uni<Void> carryOut(SqlTransaction transaction, Locked tenant, Order order, Instant now) {
        return move(transaction, tenant.id(), order, now)
                .call(() -> record(transaction, tenant, order))
                .flatMap(transaction::publish);
    }

    private static Uni<TenantChanged> move(SqlTransaction transaction, UUID id, Order order, Instant now) {
        PlanChanged plan = order.plan();
        return transaction.first(
                Entitlements::of,
                MOVE,
                id,
                order.resellerId(),
                plan.subscriptionPlanId(),
                plan.storageQuotaMb(),
                plan.processingQuotaMinutes(),
                plan.maxUsers(),
                plan.limits().requestsPerMinute(),
                plan.limits().keyRequestsPerMinute(),
                plan.limits().concurrentJobs(),
                plan.limits().weight(),
                Entitlements.json(plan.features()),
                now.atOffset(ZoneOffset.UTC),
                plan.planVersion());
    }

    private static Uni<Void> record(SqlTransaction transaction, Locked tenant, Order order) {
        UUID id = tenant.id();
        var before = new Whereabouts(
                tenant.resellerId(), tenant.subscriptionPlanId(), tenant.brandingConfigurationId(), null);
        var after = new Whereabouts(order.resellerId(), order.plan().subscriptionPlanId(), null, order.decidedBy());
        return transaction
                .record(new Change("moved-away", "tenant", id, id, tenant.resellerId(), before, after))
                .chain(() -> transaction.record(
                        new Change("moved-in", "tenant", id, id, order.resellerId(), before, after)));
    }
}
