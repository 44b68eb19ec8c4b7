package dev.sotto.model.resellers;

/** The status of a reseller (seed: {@code resellers.status}). */
public enum ResellerStatus {
    Active,
    Suspended,
    Closed
}
