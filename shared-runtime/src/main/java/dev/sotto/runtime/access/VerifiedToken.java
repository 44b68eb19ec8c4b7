package dev.sotto.runtime.access;

import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.standing.Known;
import dev.sotto.runtime.standing.Standings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token that is genuine; whether what it says still holds, those tell who were heard of since it was issued. */
record VerifiedToken(Caller caller, Instant issuedAt) {

    Standings.Named named() {
        return new Standings.Named(
                caller.requireUserId(),
                caller.impersonatorId(),
                caller.homeTenantId(),
                caller.scope().resellerId());
    }

    /** What was never heard of does not speak against a token: it was signed by those who knew. */
    boolean holds(Known known) {
        return isOfUser(known.user()) && mayImpersonate(known.impersonator()) && isStillOfItsReseller(known);
    }

    private boolean isOfUser(@Nullable UserChanged user) {
        return user == null
                || (user.status() == UserStatus.Active
                        && caller.has(user.role())
                        && user.tenantId().equals(caller.homeTenantId())
                        && !wasWithdrawn(user.tokensValidFrom()));
    }

    private boolean wasWithdrawn(@Nullable Instant validFrom) {
        return validFrom != null && issuedAt.isBefore(validFrom);
    }

    private boolean mayImpersonate(@Nullable UserChanged impersonator) {
        return impersonator == null
                || (impersonator.status() == UserStatus.Active && !wasWithdrawn(impersonator.tokensValidFrom()));
    }

    /** A tenant that moved gives its people new tokens. */
    private boolean isStillOfItsReseller(Known known) {
        return known.tenant() == null
                || known.tenant().resellerId() == null
                || known.tenant().resellerId().equals(caller.scope().resellerId());
    }
}
