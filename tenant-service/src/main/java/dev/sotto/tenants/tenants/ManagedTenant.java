package dev.sotto.tenants.tenants;

import dev.sotto.model.tenants.TenantKind;
import dev.sotto.runtime.isolation.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant that the caller belongs to or manages. A look-up has proved it. */
public record ManagedTenant(UUID id, @Nullable UUID resellerId, TenantKind kind) {

    /** Returns the caller, narrowed to this tenant. */
    public Caller narrow(Caller caller) {
        return caller.narrowedTo(id, resellerId);
    }
}
