package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Gives a webhook another secret. Both sign for a while, so that the receiver need not change at the same moment. */
@ApplicationScoped
class RotateSecret {

    private final ScopedTransaction transactions;
    private final WebhookQueries queries;
    private final Duration overlap;

    RotateSecret(ScopedTransaction transactions, WebhookQueries queries, WebhookSettings settings) {
        this.transactions = transactions;
        this.queries = queries;
        this.overlap = settings.secretOverlap();
    }

    Uni<WebhookView> rotate(Caller caller, UUID id) {
        return queries.narrowed(caller)
                .flatMap(narrowed -> transactions.sql(
                        narrowed,
                        transaction ->
                                WebhookForEdit.find(transaction, id).flatMap(webhook -> rotate(transaction, webhook))));
    }

    private Uni<WebhookView> rotate(SqlTransaction transaction, WebhookView webhook) {
        WebhookSecret secret = WebhookSecret.random();
        return Secrets.end(transaction, webhook.id(), overlap)
                .chain(() -> Secrets.insert(transaction, webhook.id(), secret))
                .chain(() -> transaction.record(new Change(
                        "secret-rotated",
                        "webhook",
                        webhook.id(),
                        webhook.tenantId(),
                        transaction.caller().scope().resellerId(),
                        null,
                        Map.of("url", webhook.url()))))
                .replaceWith(() -> webhook.showing(secret.text()));
    }
}
