package dev.sotto.billing.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanView;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/** Reads views from rows of {@code subscription_plans}. */
final class PlanRow {

    private static final TypeReference<Map<String, Boolean>> SWITCHES = new TypeReference<>() {};

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
                new PlanLimits(
                        row.getInteger("requests_per_minute"),
                        row.getInteger("key_requests_per_minute"),
                        row.getInteger("concurrent_jobs"),
                        row.getInteger("weight")),
                features(row.getString("features")),
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
                plan.features());
    }

    private static Map<String, Boolean> features(String json) {
        try {
            return EventJson.MAPPER.readValue(json, SWITCHES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
