package dev.sotto.model.webhooks;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event for one webhook, with its last attempt.
 *
 * @param id also the {@code webhook-id} of every attempt
 * @param body the JSON text, as it is signed and sent
 * @param nextAttemptAt absent unless Pending
 * @param problem why the last attempt failed; absent if it did not
 * @param answerStatus the HTTP status of the last answer
 * @param answerBody the beginning of the last answer, at most 1,024 bytes
 * @param durationMs how long the last attempt took, in milliseconds
 */
public record WebhookDeliveryView(
        UUID id,
        UUID webhookId,
        WebhookEvent event,
        DeliveryStatus status,
        String body,

        @JsonPropertyDescription("How often it was tried since it was made or replayed")
        int attempts,

        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Nullable DeliveryProblem problem,

        @JsonPropertyDescription("The HTTP status of the last answer") @Nullable
        Integer answerStatus,

        @Nullable String answerBody,
        @Nullable Integer durationMs,
        Instant createdAt) {}
