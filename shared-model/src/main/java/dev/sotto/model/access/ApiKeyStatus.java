package dev.sotto.model.access;

/** Whether an API key itself works; with a user or an organisation that does not, none does. */
public enum ApiKeyStatus {
    Active,
    /** Its time is over. */
    Expired,
    /** Taken back, for good. */
    Revoked
}
