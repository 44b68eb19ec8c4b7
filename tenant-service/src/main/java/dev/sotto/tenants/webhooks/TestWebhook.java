package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.WebhookDeliveryView;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.model.webhooks.WebhookStatus;
import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Sends a test event to a webhook. It is a delivery like every other. */
@ApplicationScoped
class TestWebhook {

    private static final String INSERT = """
            insert into webhook_deliveries (id, tenant_id, webhook_id, event, body, next_attempt_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $6)
            returning\s""" + WebhookRows.DELIVERY_COLUMNS;

    private final ScopedTransaction transactions;
    private final WebhookQueries queries;
    private final Clock clock;

    TestWebhook(ScopedTransaction transactions, WebhookQueries queries, Clock clock) {
        this.transactions = transactions;
        this.queries = queries;
        this.clock = clock;
    }

    Uni<WebhookDeliveryView> test(Caller caller, UUID id) {
        return queries.narrowed(caller)
                .flatMap(narrowed -> transactions.sql(
                        narrowed,
                        transaction -> WebhookForEdit.find(transaction, id)
                                .invoke(TestWebhook::requireActive)
                                .flatMap(webhook -> insert(transaction, webhook))));
    }

    static void requireActive(WebhookView webhook) {
        if (webhook.status() != WebhookStatus.Active) {
            throw Problem.of(ProblemType.CONFLICT, "The webhook is disabled. Enable it, then retry.");
        }
    }

    private Uni<WebhookDeliveryView> insert(SqlTransaction transaction, WebhookView webhook) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, UUID> facts = Map.of("webhook_id", webhook.id());
        return transaction
                .first(
                        WebhookRows::delivery,
                        INSERT,
                        Ids.next(),
                        webhook.tenantId(),
                        webhook.id(),
                        WebhookEvent.WEBHOOK_TEST.word(),
                        new WebhookPayload(WebhookEvent.WEBHOOK_TEST, now, facts).json(),
                        now.atOffset(ZoneOffset.UTC))
                .call(() -> WebhookForEdit.wake(transaction, webhook.id()));
    }
}
