package dev.sotto.model.webhooks;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What a replay of failed deliveries does.
 *
 * @param deliveries how many are sent again
 */
public record WebhookReplayView(
        @JsonPropertyDescription("How many deliveries are sent again")
        int deliveries) {}
