package dev.sotto.tenants.webhooks;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/**
 * The right to send to one webhook.
 *
 * @param fence another turn has a higher one
 */
record Turn(UUID webhookId, UUID tenantId, String url, long fence) {

    static Turn of(Row row) {
        return new Turn(row.getUUID("id"), row.getUUID("tenant_id"), row.getString("url"), row.getLong("fence"));
    }
}
