package dev.sotto.tenants.webhooks;

import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.webhooks.WebhookEvent;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which events a change of a tenant is. */
final class TenantNews {

    private TenantNews() {}

    /** A tenant as webhooks were last told of it. */
    record Known(
            long version, TenantStatus status, @Nullable UUID subscriptionPlanId) {

        static Known of(Row row) {
            return new Known(
                    row.getLong("version"),
                    TenantStatus.valueOf(row.getString("status")),
                    row.getUUID("subscription_plan_id"));
        }
    }

    /**
     * Returns the events, in order.
     *
     * @param known null if the tenant is new
     */
    static List<WebhookEvent> between(@Nullable Known known, TenantChanged now) {
        if (now.kind() != TenantKind.Customer) {
            return List.of();
        }
        if (known == null) {
            return List.of(WebhookEvent.TENANT_CREATED);
        }
        List<WebhookEvent> news = new ArrayList<>();
        if (known.status() != now.status()) {
            news.add(became(now.status()));
        }
        if (!Objects.equals(known.subscriptionPlanId(), now.subscriptionPlanId())) {
            news.add(WebhookEvent.TENANT_PLAN_CHANGED);
        }
        return news;
    }

    private static WebhookEvent became(TenantStatus status) {
        return switch (status) {
            case Active -> WebhookEvent.TENANT_REACTIVATED;
            case Suspended -> WebhookEvent.TENANT_SUSPENDED;
            case Closed -> WebhookEvent.TENANT_CLOSED;
        };
    }
}
