package dev.sotto.model.access;

/**
 * Why an organisation is suspended. Reasons are independent: lifting one does not lift the others, and the organisation
 * works again when no reason is left.
 */
public enum SuspensionReason {
    /** The platform suspended the organisation. */
    Admin,
    /** The tenant's reseller suspended the tenant. */
    Reseller,
    /** The organisation did not pay. */
    Billing,
    /** The organisation misused Sotto. Its running jobs are stopped too. */
    Abuse
}
