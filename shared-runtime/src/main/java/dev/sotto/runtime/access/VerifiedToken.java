package dev.sotto.runtime.access;

import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.callerstatus.CallerSnapshot;
import dev.sotto.runtime.callerstatus.CallerStatusStore;
import dev.sotto.runtime.isolation.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified token. {@link #holds} checks whether later events contradict its claims.
 *
 * @param expiresAt when the token ends
 * @param userVersion the user's version when the token was signed; older events are already included
 * @param sessionId the session of the token; null for tokens without a session, for example an impersonator's
 */
record VerifiedToken(
        Caller caller,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Long userVersion,
        @Nullable UUID sessionId) {

    /** Returns the same token with the origin of the current request. */
    VerifiedToken from(Caller.Origin origin) {
        return new VerifiedToken(caller.from(origin), issuedAt, expiresAt, userVersion, sessionId);
    }

    CallerStatusStore.Named named() {
        return new CallerStatusStore.Named(
                caller.requireUserId(),
                caller.impersonatorId(),
                caller.homeTenantId(),
                caller.scope().resellerId());
    }

    /**
     * Returns whether the token is still valid after the known events. Missing information does not invalidate a token,
     * because its signer had that information.
     */
    boolean holds(CallerSnapshot known) {
        return isOfUser(known.user()) && mayImpersonate(known.impersonator()) && isStillOfItsReseller(known);
    }

    private boolean isOfUser(@Nullable UserChanged user) {
        return user == null
                || isKnownToTheSigner(user)
                || (user.status() == UserStatus.Active
                        && caller.has(user.role())
                        && user.tenantId().equals(caller.homeTenantId())
                        && !wasWithdrawn(user.tokensValidFrom()));
    }

    /** A new user or a new role may reach this service in a token before its event arrives. */
    private boolean isKnownToTheSigner(UserChanged user) {
        return userVersion != null && userVersion >= user.version();
    }

    /**
     * Called only for a token that is older than the withdrawal by its version. So a token of the same second is
     * withdrawn too, because {@code iat} has only seconds.
     */
    private boolean wasWithdrawn(@Nullable Instant validFrom) {
        return validFrom != null
                && (issuedAt.isBefore(validFrom) || (userVersion != null && issuedAt.equals(validFrom)));
    }

    /**
     * A token contains no version of the impersonator, so every token issued within the second of a withdrawal is
     * refused.
     */
    private boolean mayImpersonate(@Nullable UserChanged impersonator) {
        return impersonator == null
                || (impersonator.status() == UserStatus.Active
                        && (impersonator.tokensValidFrom() == null
                                || issuedAt.isAfter(impersonator.tokensValidFrom())));
    }

    /** After a transfer, users of the tenant need new tokens. */
    private boolean isStillOfItsReseller(CallerSnapshot known) {
        return known.tenant() == null
                || known.tenant().resellerId() == null
                || known.tenant().resellerId().equals(caller.scope().resellerId());
    }
}
