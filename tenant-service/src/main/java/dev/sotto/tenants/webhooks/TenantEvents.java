package dev.sotto.tenants.webhooks;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Delivers changes of tenants to their own webhooks and to those of their resellers. */
@ApplicationScoped
class TenantEvents implements ReplicaEffect<TenantChanged> {

    private static final String KNOWN =
            "select version, status, subscription_plan_id from webhook_tenants where tenant_id = $1 for update";
    private static final String REMEMBER = """
            insert into webhook_tenants (tenant_id, version, reseller_id, status, subscription_plan_id, anchor, processing_ms)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant_id) do update set version = excluded.version, reseller_id = excluded.reseller_id,
                status = excluded.status, subscription_plan_id = excluded.subscription_plan_id, anchor = excluded.anchor,
                processing_ms = excluded.processing_ms
            """;

    @Override
    public Class<TenantChanged> type() {
        return TenantChanged.class;
    }

    @Override
    public Uni<Effect> prepare(CloudEvent<TenantChanged> event) {
        return Uni.createFrom().item(transaction -> take(transaction, event.data(), event.time()));
    }

    private static Uni<Void> take(SqlTransaction transaction, TenantChanged tenant, Instant time) {
        return transaction
                .first(TenantNews.Known::of, KNOWN, tenant.tenantId())
                .flatMap(known -> known != null && known.version() >= tenant.version()
                        ? Uni.createFrom().voidItem()
                        : remember(transaction, tenant)
                                .chain(() -> deliver(transaction, tenant, time, TenantNews.between(known, tenant))));
    }

    private static Uni<Void> remember(SqlTransaction transaction, TenantChanged tenant) {
        return transaction
                .execute(
                        REMEMBER,
                        tenant.tenantId(),
                        tenant.version(),
                        tenant.resellerId(),
                        tenant.status().name(),
                        tenant.subscriptionPlanId(),
                        tenant.anchor().atOffset(ZoneOffset.UTC),
                        tenant.processingMs())
                .replaceWithVoid();
    }

    private static Uni<Void> deliver(
            SqlTransaction transaction, TenantChanged tenant, Instant time, List<WebhookEvent> news) {
        return Multi.createFrom()
                .iterable(news)
                .onItem()
                .transformToUniAndConcatenate(
                        event -> deliver(transaction, tenant, new WebhookPayload(event, time, TenantFacts.of(tenant))))
                .onItem()
                .ignoreAsUni();
    }

    /** A house tenant has the id of its reseller. */
    private static Uni<Void> deliver(SqlTransaction transaction, TenantChanged tenant, WebhookPayload payload) {
        Uni<Void> own = payload.type().isFor(TenantKind.Customer)
                ? NewDeliveries.insert(transaction, tenant.tenantId(), payload)
                : Uni.createFrom().voidItem();
        UUID resellerId = tenant.resellerId();
        return resellerId == null ? own : own.chain(() -> NewDeliveries.insert(transaction, resellerId, payload));
    }

    /** The data of the event. */
    record TenantFacts(
            UUID tenantId,
            long version,
            TenantStatus status,
            List<SuspensionReason> suspensions,
            @Nullable UUID subscriptionPlanId) {

        static TenantFacts of(TenantChanged tenant) {
            return new TenantFacts(
                    tenant.tenantId(),
                    tenant.version(),
                    tenant.status(),
                    tenant.suspensions().stream().sorted().toList(),
                    tenant.subscriptionPlanId());
        }
    }
}
