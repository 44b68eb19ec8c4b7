package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.ReplaySince;
import dev.sotto.model.webhooks.WebhookDeliveryView;
import dev.sotto.model.webhooks.WebhookReplayView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.UUID;

/** Sends deliveries again, with the same body and the same {@code webhook-id}. Their attempts are counted anew. */
@ApplicationScoped
class ReplayDeliveries {

    private static final String ONE = """
            update webhook_deliveries
            set status = 'Pending', attempts = 0, next_attempt_at = date_trunc('milliseconds', now())
            where tenant_id = $1 and webhook_id = $2 and id = $3
            returning\s""" + WebhookRows.DELIVERY_COLUMNS;
    private static final String FAILED = """
            update webhook_deliveries
            set status = 'Pending', attempts = 0, next_attempt_at = date_trunc('milliseconds', now())
            where tenant_id = $1 and webhook_id = $2 and created_at >= $3 and status = 'Failed'
            """;

    private final ScopedTransaction transactions;
    private final WebhookQueries queries;

    ReplayDeliveries(ScopedTransaction transactions, WebhookQueries queries) {
        this.transactions = transactions;
        this.queries = queries;
    }

    Uni<WebhookDeliveryView> one(Caller caller, UUID webhookId, UUID id) {
        return queries.narrowed(caller)
                .flatMap(narrowed -> transactions.sql(
                        narrowed,
                        transaction -> lock(transaction, webhookId)
                                .chain(() -> transaction.first(
                                        WebhookRows::delivery, ONE, narrowed.requireTenantId(), webhookId, id))
                                .onItem()
                                .ifNull()
                                .failWith(Problem::notFound)
                                .call(() -> WebhookForEdit.wake(transaction, webhookId))));
    }

    /** Sends all that failed since a time. */
    Uni<WebhookReplayView> failed(Caller caller, UUID webhookId, ReplaySince replay) {
        return queries.narrowed(caller)
                .flatMap(narrowed -> transactions.sql(
                        narrowed,
                        transaction -> lock(transaction, webhookId)
                                .chain(() -> transaction.execute(
                                        FAILED,
                                        narrowed.requireTenantId(),
                                        webhookId,
                                        replay.since().atOffset(ZoneOffset.UTC)))
                                .call(() -> WebhookForEdit.wake(transaction, webhookId))
                                .map(WebhookReplayView::new)));
    }

    private static Uni<Void> lock(SqlTransaction transaction, UUID webhookId) {
        return WebhookForEdit.find(transaction, webhookId)
                .invoke(TestWebhook::requireActive)
                .replaceWithVoid();
    }
}
