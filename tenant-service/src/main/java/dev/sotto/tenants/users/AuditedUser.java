package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What the audit log shows of a user: no address, no names and no sign-ins, because its readers do not need them.
 *
 * @param changed the members of the user's details that changed
 */
public record AuditedUser(UUID id, Role role, UserStatus status, long version, List<String> changed) {

    public static AuditedUser of(UserView user) {
        return new AuditedUser(user.id(), user.role(), user.status(), user.version(), List.of());
    }

    static AuditedUser changed(UserView before, UserView after) {
        List<String> changed = new ArrayList<>();
        if (!Objects.equals(before.firstName(), after.firstName())) {
            changed.add("first_name");
        }
        if (!Objects.equals(before.lastName(), after.lastName())) {
            changed.add("last_name");
        }
        if (!Objects.equals(before.language(), after.language())) {
            changed.add("language");
        }
        if (!Objects.equals(before.timeZone(), after.timeZone())) {
            changed.add("time_zone");
        }
        return new AuditedUser(after.id(), after.role(), after.status(), after.version(), List.copyOf(changed));
    }
}
