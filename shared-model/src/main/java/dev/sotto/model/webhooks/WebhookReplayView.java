package dev.sotto.model.webhooks;

/**
 * What a replay of failed deliveries does.
 *
 * @param deliveries how many are sent again
 */
public record WebhookReplayView(int deliveries) {}
