package dev.sotto.tenants.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.runtime.json.EventJson;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * The body of a delivery.
 *
 * @param timestamp when it happened
 * @param data ids and facts, never content
 */
record WebhookPayload(WebhookEvent type, Instant timestamp, Object data) {

    /** Returns the text that is signed and sent. */
    String json() {
        try {
            return EventJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
