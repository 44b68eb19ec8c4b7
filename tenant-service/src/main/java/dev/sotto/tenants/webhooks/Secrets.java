package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.UUID;

/** Writes secrets. Callers' transactions cannot read them. */
final class Secrets {

    private static final String INSERT =
            "insert into webhook_secrets (id, tenant_id, webhook_id, secret) values ($1, $2, $3, $4)";
    private static final String END = """
            update webhook_secrets set valid_until = now() + $3 * interval '1 millisecond'
            where tenant_id = $1 and webhook_id = $2 and valid_until is null
            """;

    private Secrets() {}

    static Uni<Void> insert(SqlTransaction transaction, UUID webhookId, WebhookSecret secret) {
        return transaction
                .execute(
                        INSERT,
                        Ids.next(),
                        transaction.caller().requireTenantId(),
                        webhookId,
                        Buffer.buffer(secret.key()))
                .replaceWithVoid();
    }

    /** @param overlap how long the current secret signs too */
    static Uni<Void> end(SqlTransaction transaction, UUID webhookId, Duration overlap) {
        return transaction
                .execute(END, transaction.caller().requireTenantId(), webhookId, overlap.toMillis())
                .replaceWithVoid();
    }
}
