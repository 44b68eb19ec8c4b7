package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Locks a webhook for a change. */
final class WebhookForEdit {

    private static final String LOCK =
            "select " + WebhookRows.COLUMNS + " from webhooks where tenant_id = $1 and id = $2 for update";
    /** Also ends the rest after failures. */
    private static final String WAKE =
            "update webhooks set next_due_at = now() where tenant_id = $1 and id = $2 and status = 'Active'";

    private WebhookForEdit() {}

    /** Locks it until the transaction ends. Fails with 404 if the caller does not see it. */
    static Uni<WebhookView> find(SqlTransaction transaction, UUID id) {
        return transaction
                .first(WebhookRows::webhook, LOCK, transaction.caller().requireTenantId(), id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /** Lets the next turn begin now, if the webhook is Active. */
    static Uni<Void> wake(SqlTransaction transaction, UUID id) {
        return transaction
                .execute(WAKE, transaction.caller().requireTenantId(), id)
                .replaceWithVoid();
    }
}
