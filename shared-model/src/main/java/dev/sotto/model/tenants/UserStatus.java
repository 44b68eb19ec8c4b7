package dev.sotto.model.tenants;

/** Whether a user may sign in (seed: {@code users.status}). */
public enum UserStatus {
    /** Invited, without a password yet; holds a seat. */
    Invited,
    Active,
    Suspended,
    /** Gone for good: no address, no name, no password, no seat. */
    Removed
}
