package dev.sotto.tenants.webhooks;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/** A delivery to send now. */
record DueDelivery(UUID id, String body, int attempts) {

    static DueDelivery of(Row row) {
        return new DueDelivery(row.getUUID("id"), row.getString("body"), row.getInteger("attempts"));
    }
}
