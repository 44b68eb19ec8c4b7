package dev.sotto.model.tenants;

/** What a user may do (seed: {@code users.role}). Each role belongs to one kind of tenant. */
public enum Role {
    /** Administers the platform; a user of the platform tenant. */
    PlatformAdmin(TenantKind.Platform),
    /** Administers a reseller; a user of the reseller's house tenant. */
    ResellerAdmin(TenantKind.House),
    /** Administers a customer tenant. */
    Admin(TenantKind.Customer),
    /** Works in a customer tenant. */
    User(TenantKind.Customer);

    private final TenantKind kind;

    Role(TenantKind kind) {
        this.kind = kind;
    }

    /** Returns the only kind of tenant whose users may have this role. */
    public TenantKind tenantKind() {
        return kind;
    }
}
