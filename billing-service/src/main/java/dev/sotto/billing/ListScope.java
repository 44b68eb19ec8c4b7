package dev.sotto.billing;

import dev.sotto.runtime.isolation.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a list is asked for: all that the caller may see, or those of one tenant or reseller among them. It only
 * chooses the statement that has an index to run on; what may be seen is the database's decision.
 */
public record ListScope(@Nullable UUID tenantId, @Nullable UUID resellerId) {

    /** What a caller sees, narrowed by the filters that were given. */
    public static ListScope of(Caller caller, @Nullable UUID tenantId, @Nullable UUID resellerId) {
        UUID tenant = tenantId == null ? caller.scope().tenantId() : tenantId;
        UUID reseller = resellerId == null ? caller.scope().resellerId() : resellerId;
        return new ListScope(tenant, reseller);
    }

    /** The statement for this extent; each takes {@link #id} as {@code $1}. */
    public String choose(String ofTenant, String ofReseller, String ofAll) {
        if (tenantId != null) {
            return ofTenant;
        }
        return resellerId == null ? ofAll : ofReseller;
    }

    /** The tenant or reseller; null for all. */
    public @Nullable UUID id() {
        return tenantId == null ? resellerId : tenantId;
    }
}
