package dev.sotto.model.tenants;

/** Whose organisation a tenant is. */
public enum TenantKind {
    /** A reseller's customer: has a plan, workflows and jobs. */
    Customer,
    /** A reseller's own people; its id is the reseller's id; no plan, no jobs. */
    House,
    /** The platform's own people. */
    Platform
}
