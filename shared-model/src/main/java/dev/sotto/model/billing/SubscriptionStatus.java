package dev.sotto.model.billing;

/** The status of a tenant's subscription (seed: {@code tenants.subscription_status}). */
public enum SubscriptionStatus {
    Trial,
    Active,
    GracePeriod,
    PastDue,
    Paused,
    Cancelled,
    Expired
}
