package dev.sotto.tenants.users;

import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, for code that changes its role or status.
 *
 * @param tokensValidFrom when all access tokens were last withdrawn
 */
public record Member(
        UserView view, TenantKind kind, @Nullable Instant tokensValidFrom) {

    public static Member of(Row row) {
        OffsetDateTime validFrom = row.getOffsetDateTime("tokens_valid_from");
        return new Member(
                UserRows.view(row),
                TenantKind.valueOf(row.getString("tenant_kind")),
                validFrom == null ? null : validFrom.toInstant());
    }

    /** Returns whether the user is an administrator; a tenant must keep one. */
    boolean isLeader() {
        return view.status() == UserStatus.Active && view.role() != Role.User;
    }

    UserChanged event(@Nullable UUID resellerId) {
        return new UserChanged(
                view.id(),
                view.version(),
                view.tenantId(),
                resellerId,
                view.role(),
                view.status(),
                tokensValidFrom == null ? null : tokensValidFrom.truncatedTo(ChronoUnit.SECONDS));
    }
}
