package dev.sotto.tenants.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.events.PlanAssignment;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.AllowanceOverrides;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.tenants.entitlements.Entitlement;
import dev.sotto.tenants.entitlements.EntitlementPolicy;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tenants are entitled to, as others hear it. A house and the platform have no plan: nothing to use up. */
public final class Entitlements {

    /** The columns that {@link #of} reads. */
    public static final String COLUMNS = """
            id, version, reseller_id, kind, status, suspensions, subscription_plan_id, subscription_status, anchor,
            features::text as features, overrides::text as overrides, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight,
            coalesce(processing_quota_minutes, 0) as processing_quota_minutes,
            coalesce(storage_quota_mb, 0) as storage_quota_mb, coalesce(max_users, 0) as max_users,
            plan_version, assignment, assigned_at, assigned_interval, assigned_trial_days, plan_after_trial_id""";

    private Entitlements() {}

    /** Of any tenant's row, whole. */
    public static TenantChanged of(Row row) {
        TenantKind kind = TenantKind.valueOf(row.getString("kind"));
        String subscription = row.getString("subscription_status");
        var facts = new EntitlementPolicy.Facts(
                allowance(row),
                overrides(row.getString("overrides")),
                subscription == null ? null : SubscriptionStatus.valueOf(subscription),
                row.getString("status").equals(TenantStatus.Closed.name()),
                suspensions(row.getArrayOfStrings("suspensions")));
        return event(
                new Tenancy(
                        row.getUUID("id"),
                        row.getLong("version"),
                        row.getUUID("reseller_id"),
                        kind,
                        row.getUUID("subscription_plan_id"),
                        row.getOffsetDateTime("anchor").toInstant()),
                EntitlementPolicy.decide(facts),
                kind == TenantKind.Customer ? assignment(row) : null);
    }

    /** Who a tenant is, besides what it may do. */
    record Tenancy(
            UUID id,
            long version,
            @Nullable UUID resellerId,
            TenantKind kind,
            @Nullable UUID planId,
            Instant anchor) {}

    static TenantChanged event(Tenancy tenant, Entitlement allowed, @Nullable PlanAssignment assignment) {
        return new TenantChanged(
                tenant.id(),
                tenant.version(),
                tenant.resellerId(),
                tenant.kind(),
                allowed.status(),
                allowed.suspensions(),
                tenant.planId(),
                tenant.anchor(),
                allowed.processingMs(),
                allowed.storageBytes(),
                allowed.maxUsers(),
                allowed.weight(),
                allowed.concurrency(),
                allowed.requestsPerMinute(),
                allowed.keyRequestsPerMinute(),
                allowed.features(),
                assignment);
    }

    private static PlanAllowance allowance(Row row) {
        return new PlanAllowance(
                row.getInteger("storage_quota_mb"),
                row.getInteger("processing_quota_minutes"),
                row.getInteger("max_users"),
                new PlanLimits(
                        row.getInteger("requests_per_minute"),
                        row.getInteger("key_requests_per_minute"),
                        row.getInteger("concurrent_jobs"),
                        row.getInteger("weight")),
                features(row.getString("features")));
    }

    private static PlanAssignment assignment(Row row) {
        String interval = row.getString("assigned_interval");
        return new PlanAssignment(
                row.getLong("assignment"),
                row.getInteger("plan_version"),
                interval == null ? null : BillingInterval.valueOf(interval),
                row.getInteger("assigned_trial_days"),
                row.getUUID("plan_after_trial_id"),
                row.getOffsetDateTime("assigned_at").toInstant());
    }

    /** Returns reasons in the order of {@link SuspensionReason}. */
    public static Set<SuspensionReason> suspensions(String[] reasons) {
        Set<SuspensionReason> suspensions = EnumSet.noneOf(SuspensionReason.class);
        Arrays.stream(reasons).map(SuspensionReason::valueOf).forEach(suspensions::add);
        return Collections.unmodifiableSet(suspensions);
    }

    /** Reads what a plan includes, as it is stored with the tenant. */
    public static PlanFeatures features(String json) {
        try {
            return EventJson.MAPPER.readValue(json, PlanFeatures.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what a reseller allows a tenant in the place of what its plan allows, as it is stored with the tenant. */
    static AllowanceOverrides overrides(String json) {
        try {
            return EventJson.MAPPER.readValue(json, AllowanceOverrides.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns features as they are stored with the tenant. */
    public static String json(PlanFeatures features) {
        try {
            return EventJson.MAPPER.writeValueAsString(features);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
