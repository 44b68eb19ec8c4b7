package dev.sotto.model.tenants;

/** The status of a user (seed: {@code users.status}). Only an active user may sign in. */
public enum UserStatus {
    /** The user was invited and has no password yet. The user takes a seat. */
    Invited,
    Active,
    Suspended,
    /** The user was removed. Sotto deleted the address, name and password; the seat is free. */
    Removed
}
