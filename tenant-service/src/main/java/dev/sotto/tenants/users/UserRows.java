package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;

/** Reads a user's row, without its password hash, into the view. */
public final class UserRows {

    private UserRows() {}

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
