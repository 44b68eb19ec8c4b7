package dev.sotto.model.webhooks;

/** Why a webhook is disabled. */
public enum WebhookDisabling {
    /** Somebody of its tenant disabled it. */
    Requested,
    /** Its address failed for days. */
    Failing,
    /** Its address answered 410 Gone. */
    Gone
}
