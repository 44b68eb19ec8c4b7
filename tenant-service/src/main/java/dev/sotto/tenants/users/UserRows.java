package dev.sotto.tenants.users;

import dev.sotto.model.Emails;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.problem.Problem;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads a user's row, without its password hash, into the view. */
public final class UserRows {

    private static final String NOBODYS_DOMAIN = "@removed.invalid";

    private UserRows() {}

    /** Refuses what stands in the place of an address once its user was removed. */
    public static void requireAddress(String pointer, String email) {
        if (Emails.normal(email).endsWith(NOBODYS_DOMAIN)) {
            throw Problem.invalid(pointer, "is nobody's address");
        }
    }

    /** From which second access tokens are valid, as it is published; null when none was ever withdrawn. */
    public static @Nullable Instant tokensValidFrom(Row row) {
        OffsetDateTime validFrom = row.getOffsetDateTime("tokens_valid_from");
        return validFrom == null ? null : validFrom.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    public static UserView view(Row row) {
        OffsetDateTime lastLogin = row.getOffsetDateTime("last_login");
        return new UserView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                Role.valueOf(row.getString("role")),
                UserStatus.valueOf(row.getString("status")),
                lastLogin == null ? null : lastLogin.toInstant(),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
