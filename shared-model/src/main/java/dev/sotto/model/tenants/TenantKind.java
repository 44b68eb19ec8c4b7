package dev.sotto.model.tenants;

/** The kind of a tenant, which says whose organisation it is. */
public enum TenantKind {
    /** A reseller's customer. It has a plan, workflows and jobs. */
    Customer,
    /** The tenant of a reseller's own users. It has the reseller's id, no plan and no jobs. */
    House,
    /** The tenant of the platform's own users. */
    Platform
}
