package dev.sotto.model.access;

/**
 * Why an organisation is suspended. Reasons are independent: it works again when none is left, and lifting one never
 * lifts another.
 */
public enum SuspensionReason {
    /** The platform's decision. */
    Admin,
    /** The decision of a tenant's reseller. */
    Reseller,
    /** What is owed was not paid. */
    Billing,
    /** Misuse: jobs that run are stopped too. */
    Abuse
}
