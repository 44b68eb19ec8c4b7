package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletes a webhook with its deliveries. */
@ApplicationScoped
class DeleteWebhook {

    private static final String DELETE = "delete from webhooks where tenant_id = $1 and id = $2";

    private final ScopedTransaction transactions;
    private final WebhookQueries queries;

    DeleteWebhook(ScopedTransaction transactions, WebhookQueries queries) {
        this.transactions = transactions;
        this.queries = queries;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<Void> delete(Caller caller, UUID id, @Nullable String ifMatch) {
        return queries.narrowed(caller)
                .flatMap(narrowed -> transactions.sql(
                        narrowed,
                        transaction -> WebhookForEdit.find(transaction, id)
                                .invoke(webhook -> Responses.requireVersion(ifMatch, webhook.version()))
                                .flatMap(webhook -> delete(transaction, webhook))));
    }

    private static Uni<Void> delete(SqlTransaction transaction, WebhookView webhook) {
        return transaction
                .execute(DELETE, webhook.tenantId(), webhook.id())
                .chain(() -> transaction.record(Change.deleted(
                        "webhook",
                        webhook.id(),
                        webhook.tenantId(),
                        transaction.caller().scope().resellerId(),
                        webhook)));
    }
}
