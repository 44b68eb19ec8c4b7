package dev.sotto.runtime.callerstatus;

import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.UserStatus;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this service knows about a caller. A member is null if no event about it has arrived.
 *
 * @param impersonator the person who acts as the user, if there is an impersonation
 * @param key the API key of the request, if there is one
 */
public record CallerSnapshot(
        @Nullable ApiKeyChanged key,
        @Nullable UserChanged user,
        @Nullable UserChanged impersonator,
        @Nullable TenantChanged tenant,
        @Nullable ResellerChanged reseller) {

    /**
     * Returns whether enough is known to check an API key. Only a joined user has keys, so an event that says {@code
     * Invited} is outdated.
     */
    public boolean isCompleteForKey() {
        return key != null && user != null && user.status() != UserStatus.Invited && tenant != null;
    }

    /**
     * Returns whether a change of one of these ids affects this snapshot of an API key. For tokens, see {@link
     * CallerStatusStore.Named}.
     */
    boolean isOf(Set<UUID> ids) {
        return (key != null
                        && (ids.contains(key.apiKeyId()) || ids.contains(key.userId()) || ids.contains(key.tenantId())))
                || (tenant != null && tenant.resellerId() != null && ids.contains(tenant.resellerId()));
    }

    /** Returns the status of the caller's organisation. */
    public AccountStatus accountStatus() {
        return AccountStatus.of(tenant, reseller);
    }
}
