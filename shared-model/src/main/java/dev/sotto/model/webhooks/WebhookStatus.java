package dev.sotto.model.webhooks;

/** The status of a webhook. */
public enum WebhookStatus {
    Active,
    /** It receives nothing, and nothing is kept for it. */
    Disabled
}
