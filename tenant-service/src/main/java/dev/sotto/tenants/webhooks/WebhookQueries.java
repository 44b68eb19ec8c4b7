package dev.sotto.tenants.webhooks;

import dev.sotto.model.paging.Page;
import dev.sotto.model.webhooks.DeliveryStatus;
import dev.sotto.model.webhooks.WebhookDeliveryView;
import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.tenants.ManagedTenant;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads webhooks and their deliveries, always of the caller's own tenant; a reseller's is its house tenant. */
@ApplicationScoped
class WebhookQueries {

    private static final String ONE =
            "select " + WebhookRows.COLUMNS + " from webhooks where tenant_id = $1 and id = $2";
    static final String LIST = "select " + WebhookRows.COLUMNS + """
             from webhooks where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String DELIVERY = "select " + WebhookRows.DELIVERY_COLUMNS + """
             from webhook_deliveries where tenant_id = $1 and webhook_id = $2 and id = $3
            """;
    /** A separate statement without the filter, so that PostgreSQL knows how few rows a page needs. */
    static final String DELIVERIES = "select " + WebhookRows.DELIVERY_COLUMNS + """
             from webhook_deliveries where tenant_id = $1 and webhook_id = $2 and id < $3 order by id desc limit $4
            """;

    static final String DELIVERIES_BY_STATUS = "select " + WebhookRows.DELIVERY_COLUMNS + """
             from webhook_deliveries where tenant_id = $1 and webhook_id = $2 and id < $3 and status = $5
            order by id desc limit $4
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;

    WebhookQueries(ScopedTransaction transactions, ManagedTenants tenants) {
        this.transactions = transactions;
        this.tenants = tenants;
    }

    /** Returns the tenant whose webhooks the caller manages. */
    Uni<ManagedTenant> tenant(Caller caller) {
        return tenants.find(caller, null);
    }

    /** Returns the caller, narrowed to the tenant whose webhooks it manages. */
    Uni<Caller> narrowed(Caller caller) {
        return tenant(caller).map(tenant -> tenant.narrow(caller));
    }

    Uni<WebhookView> one(Caller caller, UUID id) {
        return narrowed(caller).flatMap(narrowed -> ofNarrowed(narrowed, id));
    }

    Uni<WebhookView> ofNarrowed(Caller narrowed, UUID id) {
        return transactions
                .readFirst(narrowed, WebhookRows::webhook, ONE, narrowed.requireTenantId(), id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    Uni<Page<WebhookView>> list(Caller caller, PageRequest page) {
        return narrowed(caller)
                .flatMap(narrowed -> transactions.read(
                        narrowed, WebhookRows::webhook, LIST, narrowed.requireTenantId(), page.before(), page.fetch()))
                .map(rows -> page.page(rows, WebhookView::id));
    }

    Uni<WebhookDeliveryView> delivery(Caller caller, UUID webhookId, UUID id) {
        return narrowed(caller).flatMap(narrowed -> deliveryOfNarrowed(narrowed, webhookId, id));
    }

    Uni<WebhookDeliveryView> deliveryOfNarrowed(Caller narrowed, UUID webhookId, UUID id) {
        return transactions
                .readFirst(narrowed, WebhookRows::delivery, DELIVERY, narrowed.requireTenantId(), webhookId, id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    Uni<Page<WebhookDeliveryView>> deliveries(
            Caller caller, UUID webhookId, @Nullable DeliveryStatus status, PageRequest page) {
        return narrowed(caller)
                .call(narrowed -> ofNarrowed(narrowed, webhookId))
                .flatMap(narrowed -> deliveriesOfNarrowed(narrowed, webhookId, status, page));
    }

    private Uni<Page<WebhookDeliveryView>> deliveriesOfNarrowed(
            Caller narrowed, UUID webhookId, @Nullable DeliveryStatus status, PageRequest page) {
        UUID tenantId = narrowed.requireTenantId();
        var rows = status == null
                ? transactions.read(
                        narrowed, WebhookRows::delivery, DELIVERIES, tenantId, webhookId, page.before(), page.fetch())
                : transactions.read(
                        narrowed,
                        WebhookRows::delivery,
                        DELIVERIES_BY_STATUS,
                        tenantId,
                        webhookId,
                        page.before(),
                        page.fetch(),
                        status.name());
        return rows.map(found -> page.page(found, WebhookDeliveryView::id));
    }
}
