package dev.sotto.model.access;

/**
 * Whether an API key is valid. A valid key still does not work while its user or organisation is suspended or removed.
 */
public enum ApiKeyStatus {
    Active,
    /** The key's expiry time has passed. */
    Expired,
    /** Somebody revoked the key. This cannot be undone. */
    Revoked
}
