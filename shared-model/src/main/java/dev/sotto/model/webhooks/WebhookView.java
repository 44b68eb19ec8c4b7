package dev.sotto.model.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, as the API returns it.
 *
 * @param disabled why it is disabled; absent while it is Active
 * @param failingSince since when every delivery failed; a change does not increase the version
 * @param secret what signs the deliveries ({@code whsec_…}); only the responses that create it contain it
 */
public record WebhookView(
        UUID id,
        UUID tenantId,
        String url,
        List<WebhookEvent> events,
        @Nullable String description,
        WebhookStatus status,
        @Nullable WebhookDisabling disabled,
        @Nullable Instant failingSince,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String secret) {

    /** Returns this view with the secret, for the response that creates it. */
    public WebhookView showing(String text) {
        return new WebhookView(
                id,
                tenantId,
                url,
                events,
                description,
                status,
                disabled,
                failingSince,
                version,
                createdAt,
                updatedAt,
                text);
    }

    /** Omits the secret, because this text may be logged. */
    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
