package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import java.time.ZoneOffset;
import java.util.UUID;

/** Writes the deliveries of an event, in the transaction that takes the event from Kafka. */
final class NewDeliveries {

    /**
     * Events from before the webhook are not for it. A webhook that rests after failures is not disturbed: its next turn
     * finds the new delivery.
     */
    private static final String INSERT = """
            with made as (
                insert into webhook_deliveries (id, tenant_id, webhook_id, event, body, next_attempt_at, created_at)
                select uuidv7(), tenant_id, id, cast($2 as text), $3, date_trunc('milliseconds', now()), date_trunc('milliseconds', now())
                from webhooks
                where tenant_id = $1 and status = 'Active' and cast($2 as text) = any (events) and created_at <= $4
                returning webhook_id)
            update webhooks w
            set next_due_at = case when w.failures > 0 and w.next_due_at is not null then w.next_due_at else now() end
            from made
            where w.tenant_id = $1 and w.id = made.webhook_id
            """;

    private NewDeliveries() {}

    /** @param tenantId whose webhooks receive it */
    static Uni<Void> insert(SqlTransaction transaction, UUID tenantId, WebhookPayload payload) {
        return transaction
                .execute(
                        INSERT,
                        tenantId,
                        payload.type().word(),
                        payload.json(),
                        payload.timestamp().atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }
}
