package dev.sotto.billing.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.billing.PlanVersionView;
import dev.sotto.model.billing.PlanView;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** Reads views from rows of {@code subscription_plans}. */
final class PlanRow {

    private PlanRow() {}

    static PlanView view(Row row) {
        String currency = row.getString("currency");
        BigDecimal yearly = row.getBigDecimal("price_yearly");
        return new PlanView(
                row.getUUID("id"),
                row.getUUID("reseller_id"),
                row.getString("name"),
                row.getString("description"),
                new Money(row.getBigDecimal("price_monthly"), currency).amount(),
                yearly == null ? null : new Money(yearly, currency).amount(),
                currency,
                row.getInteger("storage_quota_mb"),
                row.getInteger("processing_quota_minutes"),
                row.getInteger("max_users"),
                limits(row),
                features(row.getString("features")),
                PlanStatus.valueOf(row.getString("status")),
                row.getInteger("current_version"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    static PlanChanged changed(PlanView plan) {
        return new PlanChanged(
                plan.id(),
                plan.version(),
                plan.resellerId(),
                plan.name(),
                plan.priceMonthly(),
                plan.currency(),
                plan.storageQuotaMb(),
                plan.processingQuotaMinutes(),
                plan.maxUsers(),
                plan.limits(),
                plan.features(),
                plan.status(),
                plan.currentVersion(),
                plan.priceYearly());
    }

    static PlanVersionView version(Row row) {
        String currency = row.getString("currency");
        BigDecimal yearly = row.getBigDecimal("price_yearly");
        return new PlanVersionView(
                row.getUUID("id"),
                row.getUUID("subscription_plan_id"),
                row.getInteger("plan_version"),
                new Money(row.getBigDecimal("price_monthly"), currency).amount(),
                yearly == null ? null : new Money(yearly, currency).amount(),
                currency,
                row.getInteger("storage_quota_mb"),
                row.getInteger("processing_quota_minutes"),
                row.getInteger("max_users"),
                limits(row),
                features(row.getString("features")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static PlanLimits limits(Row row) {
        return new PlanLimits(
                row.getInteger("requests_per_minute"),
                row.getInteger("key_requests_per_minute"),
                row.getInteger("concurrent_jobs"),
                row.getInteger("weight"));
    }

    private static PlanFeatures features(String json) {
        try {
            return EventJson.MAPPER.readValue(json, PlanFeatures.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
