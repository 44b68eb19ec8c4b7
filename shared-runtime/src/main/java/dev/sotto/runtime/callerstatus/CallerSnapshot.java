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
 * What this service has heard of a caller: each is null where nothing was heard yet.
 *
 * @param impersonator who acts as the user, where somebody does
 * @param key the API key that the caller came with
 */
public record CallerSnapshot(
        @Nullable ApiKeyChanged key,
        @Nullable UserChanged user,
        @Nullable UserChanged impersonator,
        @Nullable TenantChanged tenant,
        @Nullable ResellerChanged reseller) {

    /** Whether enough was heard to judge an API key. Only who has joined has keys: an invitation is older news than they. */
    public boolean isCompleteForKey() {
        return key != null && user != null && user.status() != UserStatus.Invited && tenant != null;
    }

    /** Whether news of any of these would make it another, found by a key; of tokens {@link CallerStatusStore.Named} knows. */
    boolean isOf(Set<UUID> ids) {
        return (key != null
                        && (ids.contains(key.apiKeyId()) || ids.contains(key.userId()) || ids.contains(key.tenantId())))
                || (tenant != null && tenant.resellerId() != null && ids.contains(tenant.resellerId()));
    }

    /** What the organisation may do. */
    public AccountStatus accountStatus() {
        return AccountStatus.of(tenant, reseller);
    }
}
