package dev.sotto.model.webhooks;

/** The status of a delivery. */
public enum DeliveryStatus {
    /** It is tried, or waits for its next attempt. */
    Pending,
    /** The receiver answered with a status of 200 to 299. */
    Delivered,
    /** Its last attempt failed; nothing more follows unless it is replayed. */
    Failed
}
