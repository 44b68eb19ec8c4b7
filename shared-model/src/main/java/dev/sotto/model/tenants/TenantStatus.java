package dev.sotto.model.tenants;

/** Whether a tenant may work. */
public enum TenantStatus {
    Active,
    Suspended,
    Closed
}
