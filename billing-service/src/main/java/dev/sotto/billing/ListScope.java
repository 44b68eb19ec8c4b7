package dev.sotto.billing;

import dev.sotto.runtime.isolation.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a list asks for: all that the caller may see, or those of one tenant or reseller. It only chooses the
 * statement that has a suitable index. The database decides what the caller may see.
 */
public record ListScope(@Nullable UUID tenantId, @Nullable UUID resellerId) {

    /** Returns the caller's scope, narrowed by the filters. */
    public static ListScope of(Caller caller, @Nullable UUID tenantId, @Nullable UUID resellerId) {
        UUID tenant = tenantId == null ? caller.scope().tenantId() : tenantId;
        UUID reseller = resellerId == null ? caller.scope().resellerId() : resellerId;
        return new ListScope(tenant, reseller);
    }

    /** Returns the statement for this scope. Each statement takes {@link #id} as {@code $1}. */
    public String choose(String ofTenant, String ofReseller, String ofAll) {
        if (tenantId != null) {
            return ofTenant;
        }
        return resellerId == null ? ofAll : ofReseller;
    }

    /** Returns the tenant or reseller; null for all. */
    public @Nullable UUID id() {
        return tenantId == null ? resellerId : tenantId;
    }
}
