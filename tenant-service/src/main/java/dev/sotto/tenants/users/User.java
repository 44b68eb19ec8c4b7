package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Language;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserDetails;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A user as people edit it. Invitations and sign-ins change the row by SQL; the password hash is not mapped. */
@Entity
@Table(name = "users")
@DynamicUpdate
class User {

    @Id
    private UUID id;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(updatable = false)
    private String email;

    @Column(name = "first_name")
    private @Nullable String firstName;

    @Column(name = "last_name")
    private @Nullable String lastName;

    @Enumerated(EnumType.STRING)
    private @Nullable Language language;

    @Column(name = "time_zone")
    private @Nullable String timeZone;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Role role;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private UserStatus status;

    @Column(name = "last_login", updatable = false)
    private @Nullable Instant lastLogin;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    /** For Hibernate. */
    protected User() {}

    void edit(UserDetails details, Instant now) {
        firstName = details.firstName();
        lastName = details.lastName();
        language = details.language();
        timeZone = details.timeZone();
        updatedAt = now;
    }

    UserDetails details() {
        return new UserDetails(firstName, lastName, language, timeZone);
    }

    UserView view() {
        return new UserView(
                id, tenantId, email, firstName, lastName, language, timeZone, role, status, lastLogin, version,
                createdAt, updatedAt);
    }
}
