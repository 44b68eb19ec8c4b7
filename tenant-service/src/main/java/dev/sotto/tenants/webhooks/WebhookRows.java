package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.DeliveryProblem;
import dev.sotto.model.webhooks.DeliveryStatus;
import dev.sotto.model.webhooks.WebhookDeliveryView;
import dev.sotto.model.webhooks.WebhookDisabling;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.model.webhooks.WebhookStatus;
import dev.sotto.model.webhooks.WebhookView;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rows as views. */
final class WebhookRows {

    static final String COLUMNS = """
            id, tenant_id, url, events, description, status, disabled, failing_since, version, created_at, updated_at""";

    static final String DELIVERY_COLUMNS = """
            id, webhook_id, event, status, body, attempts, next_attempt_at, last_attempt_at, problem, answer_status,
            answer_body, duration_ms, created_at""";

    private WebhookRows() {}

    static WebhookView webhook(Row row) {
        return new WebhookView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getString("url"),
                Arrays.stream(row.getArrayOfStrings("events"))
                        .map(WebhookEvent::of)
                        .toList(),
                row.getString("description"),
                WebhookStatus.valueOf(row.getString("status")),
                word(row, "disabled", WebhookDisabling::valueOf),
                instant(row, "failing_since"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                null);
    }

    static WebhookDeliveryView delivery(Row row) {
        return new WebhookDeliveryView(
                row.getUUID("id"),
                row.getUUID("webhook_id"),
                WebhookEvent.of(row.getString("event")),
                DeliveryStatus.valueOf(row.getString("status")),
                row.getString("body"),
                row.getInteger("attempts"),
                instant(row, "next_attempt_at"),
                instant(row, "last_attempt_at"),
                word(row, "problem", DeliveryProblem::valueOf),
                row.getInteger("answer_status"),
                row.getString("answer_body"),
                row.getInteger("duration_ms"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    static String[] words(List<WebhookEvent> events) {
        return events.stream().distinct().sorted().map(WebhookEvent::word).toArray(String[]::new);
    }

    private static <T> @Nullable T word(Row row, String column, Function<String, T> of) {
        String value = row.getString(column);
        return value == null ? null : of.apply(value);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
