package dev.sotto.tenants.users;

import dev.sotto.model.Emails;
import dev.sotto.model.tenants.Language;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;

/** Reads a user's row as a view, without its password hash. */
public final class UserRows {

    private static final String NOBODYS_DOMAIN = "@removed.invalid";

    private UserRows() {}

    /** Refuses an address of the form that replaces the address of a removed user. */
    public static void requireAddress(String pointer, String email) {
        if (Emails.normal(email).endsWith(NOBODYS_DOMAIN)) {
            throw Problem.invalid(
                    new Fault(pointer, FaultCode.NOT_ALLOWED, "must not be an address of the domain removed.invalid"));
        }
    }

    public static UserView view(Row row) {
        OffsetDateTime lastLogin = row.getOffsetDateTime("last_login");
        String language = row.getString("language");
        return new UserView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                language == null ? null : Language.valueOf(language),
                row.getString("time_zone"),
                Role.valueOf(row.getString("role")),
                UserStatus.valueOf(row.getString("status")),
                lastLogin == null ? null : lastLogin.toInstant(),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
