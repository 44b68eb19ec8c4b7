package dev.sotto.model.resellers;

/** Whether a reseller may sell (seed: {@code resellers.status}). */
public enum ResellerStatus {
    Active,
    Suspended,
    Closed
}
