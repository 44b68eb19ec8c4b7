package dev.sotto.model.webhooks;

/** Why an attempt to deliver failed. */
public enum DeliveryProblem {
    /** The receiver answered with another status than 200 to 299. Redirects are not followed. */
    Status,
    /** The host does not exist, or is not a public one. */
    NoPublicAddress,
    /** The receiver did not answer, or broke off. */
    Unreachable,
    /** The certificate is not valid for the host, or TLS failed. */
    Tls,
    /** The receiver did not answer in time. */
    Timeout
}
