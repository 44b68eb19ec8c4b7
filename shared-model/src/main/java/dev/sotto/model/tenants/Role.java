package dev.sotto.model.tenants;

/** What a user may do (seed: {@code users.role}); each belongs to one kind of tenant. */
public enum Role {
    /** Runs the platform; a user of the platform tenant. */
    PlatformAdmin(TenantKind.Platform),
    /** Runs a reseller; a user of the reseller's house tenant. */
    ResellerAdmin(TenantKind.House),
    /** Runs a customer's tenant. */
    Admin(TenantKind.Customer),
    /** Works in a customer's tenant. */
    User(TenantKind.Customer);

    private final TenantKind kind;

    Role(TenantKind kind) {
        this.kind = kind;
    }

    /** The only kind of tenant whose users may have this role. */
    public TenantKind tenantKind() {
        return kind;
    }
}
