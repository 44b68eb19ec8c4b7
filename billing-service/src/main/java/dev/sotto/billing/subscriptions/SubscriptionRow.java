package dev.sotto.billing.subscriptions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingCycle;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.SubscriptionSource;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code subscriptions}. */
final class SubscriptionRow {

    /** What a view shows. */
    static final String COLUMNS = """
            s.id, s.tenant_id, s.reseller_id, s.subscription_plan_id, s.plan_version, s.source, s.collected_by, s.status,
            s.billing_interval, s.time_zone, s.anchor, s.charged_periods, s.period_start, s.period_end, s.trial_ends_at, s.pending_plan_id,
            s.pending_plan_version, s.pending_interval, s.pending_due_at, s.ends_at, s.version, s.created_at, s.updated_at""";

    /** What a version of a plan costs and allows, from {@code subscription_plan_versions v}. */
    static final String PLAN_COLUMNS = """
            v.price_monthly, v.price_yearly, v.currency, v.storage_quota_mb, v.processing_quota_minutes, v.max_users,
            v.requests_per_minute, v.key_requests_per_minute, v.concurrent_jobs, v.weight, v.features::text as features""";

    private SubscriptionRow() {}

    static SubscriptionView view(Row row) {
        Instant endsAt = instant(row, "ends_at");
        Instant periodEnd = row.getOffsetDateTime("period_end").toInstant();
        return new SubscriptionView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("subscription_plan_id"),
                row.getInteger("plan_version"),
                SubscriptionSource.valueOf(row.getString("source")),
                collector(row.getString("collected_by")),
                SubscriptionStatus.valueOf(row.getString("status")),
                BillingInterval.valueOf(row.getString("billing_interval")),
                row.getString("time_zone"),
                row.getOffsetDateTime("anchor").toInstant(),
                row.getOffsetDateTime("period_start").toInstant(),
                periodEnd,
                endsAt == null ? periodEnd : null,
                instant(row, "trial_ends_at"),
                endsAt,
                pendingView(row, periodEnd),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static @Nullable Collector collector(@Nullable String word) {
        return word == null ? null : Collector.valueOf(word);
    }

    private static SubscriptionView.@Nullable Pending pendingView(Row row, Instant periodEnd) {
        UUID planId = row.getUUID("pending_plan_id");
        if (planId == null) {
            return null;
        }
        Instant due = instant(row, "pending_due_at");
        return new SubscriptionView.Pending(
                planId,
                row.getInteger("pending_plan_version"),
                BillingInterval.valueOf(row.getString("pending_interval")),
                due == null ? periodEnd : due);
    }

    /** Reads a state from a row that has the pinned version, the pending one and the charge, too. */
    static SubscriptionState state(Row row) {
        return new SubscriptionState(
                SubscriptionStatus.valueOf(row.getString("status")),
                row.getUUID("reseller_id"),
                price(row, row.getUUID("subscription_plan_id"), row.getInteger("plan_version"), ""),
                new BillingCycle(
                        row.getOffsetDateTime("anchor").toInstant(),
                        ZoneId.of(row.getString("time_zone")),
                        BillingInterval.valueOf(row.getString("billing_interval"))),
                row.getInteger("charged_periods") - 1,
                row.getOffsetDateTime("period_start").toInstant(),
                row.getOffsetDateTime("period_end").toInstant(),
                row.getOffsetDateTime("quota_anchor").toInstant(),
                instant(row, "trial_ends_at"),
                pending(row),
                paid(row),
                instant(row, "ended_at"));
    }

    private static @Nullable PendingChange pending(Row row) {
        UUID planId = row.getUUID("pending_plan_id");
        return planId == null
                ? null
                : new PendingChange(
                        price(row, planId, row.getInteger("pending_plan_version"), "pending_"),
                        BillingInterval.valueOf(row.getString("pending_interval")),
                        instant(row, "pending_due_at"));
    }

    private static @Nullable Paid paid(Row row) {
        UUID chargeId = row.getUUID("charge_id");
        return chargeId == null
                ? null
                : new Paid(
                        chargeId,
                        new Money(row.getBigDecimal("paid_amount"), row.getString("paid_currency")),
                        row.getOffsetDateTime("paid_from").toInstant(),
                        row.getOffsetDateTime("paid_to").toInstant());
    }

    /** Reads a version's prices. */
    static PlanPrice price(Row row, UUID planId, int version, String prefix) {
        String currency = row.getString(prefix + "currency");
        BigDecimal yearly = row.getBigDecimal(prefix + "price_yearly");
        return new PlanPrice(
                planId,
                version,
                new Money(row.getBigDecimal(prefix + "price_monthly"), currency),
                yearly == null ? null : new Money(yearly, currency));
    }

    /** Reads what a version allows. */
    static PlanAllowance allowance(Row row) {
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

    private static PlanFeatures features(String json) {
        try {
            return EventJson.MAPPER.readValue(json, PlanFeatures.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
