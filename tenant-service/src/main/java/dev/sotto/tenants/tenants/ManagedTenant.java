package dev.sotto.tenants.tenants;

import dev.sotto.model.tenants.TenantKind;
import dev.sotto.runtime.isolation.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant that was proven to be the caller's own or the caller's to manage. */
public record ManagedTenant(UUID id, @Nullable UUID resellerId, TenantKind kind) {

    /** The caller, acting inside this tenant alone. */
    public Caller narrow(Caller caller) {
        return caller.narrowedTo(id, resellerId);
    }
}
