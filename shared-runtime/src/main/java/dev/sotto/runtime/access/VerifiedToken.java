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
 * A token that is genuine; whether what it says still holds, those tell who were heard of since it was issued.
 *
 * @param userVersion the user's version when it was signed: what was heard up to it is no news
 * @param sessionId the session that it is of; null for tokens without one, as an impersonator's
 */
record VerifiedToken(
        Caller caller,
        Instant issuedAt,
        @Nullable Long userVersion,
        @Nullable UUID sessionId) {

    /** The same token with a request that it came with. */
    VerifiedToken from(Caller.Origin origin) {
        return new VerifiedToken(caller.from(origin), issuedAt, userVersion, sessionId);
    }

    CallerStatusStore.Named named() {
        return new CallerStatusStore.Named(
                caller.requireUserId(),
                caller.impersonatorId(),
                caller.homeTenantId(),
                caller.scope().resellerId());
    }

    /** What was never heard of does not speak against a token: it was signed by those who knew. */
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

    /** Somebody who has just joined or got another role comes sooner than the news of it. */
    private boolean isKnownToTheSigner(UserChanged user) {
        return userVersion != null && userVersion >= user.version();
    }

    /** Within the second of the withdrawal the version tells: this is asked of tokens alone that are older than it. */
    private boolean wasWithdrawn(@Nullable Instant validFrom) {
        return validFrom != null
                && (issuedAt.isBefore(validFrom) || (userVersion != null && issuedAt.equals(validFrom)));
    }

    /** An impersonator's version is in no token: within the second of a withdrawal none is good. */
    private boolean mayImpersonate(@Nullable UserChanged impersonator) {
        return impersonator == null
                || (impersonator.status() == UserStatus.Active
                        && (impersonator.tokensValidFrom() == null
                                || issuedAt.isAfter(impersonator.tokensValidFrom())));
    }

    /** A tenant that moved gives its people new tokens. */
    private boolean isStillOfItsReseller(CallerSnapshot known) {
        return known.tenant() == null
                || known.tenant().resellerId() == null
                || known.tenant().resellerId().equals(caller.scope().resellerId());
    }
}
