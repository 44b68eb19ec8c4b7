package dev.sotto.model.tenants;

/** The status of a tenant. */
public enum TenantStatus {
    Active,
    Suspended,
    Closed
}
