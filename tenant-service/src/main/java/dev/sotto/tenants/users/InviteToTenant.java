package dev.sotto.tenants.users;

import dev.sotto.model.Emails;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.InviteUser;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tenants.ManagedTenant;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.throttling.LoginThrottle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invites a person to a tenant: user, seat, invitation and e-mail task in one transaction. */
@ApplicationScoped
class InviteToTenant {

    /** House and platform tenants have no limit of seats. */
    private static final String TAKE_SEAT = """
            insert into users (id, tenant_id, email, first_name, last_name, role, status, tenant_kind)
            select $1, t.id, $3, $4, $5, $6, 'Invited', t.kind
            from tenants t
            where t.id = $2 and t.status <> 'Closed' and (t.max_users is null
                or (select count(*) from users u where u.tenant_id = $2 and u.status <> 'Removed')
                    < coalesce((t.overrides ->> 'max_users')::integer, t.max_users))
            returning id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at
            """;

    private static final String IS_CLOSED = "select 1 from tenants where id = $1 and status = 'Closed'";

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Invitations invitations;
    private final LoginThrottle loginThrottle;
    private final UserQueries queries;
    private final Idempotency idempotency;

    InviteToTenant(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            Invitations invitations,
            LoginThrottle loginThrottle,
            UserQueries queries,
            Idempotency idempotency) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.invitations = invitations;
        this.loginThrottle = loginThrottle;
        this.queries = queries;
        this.idempotency = idempotency;
    }

    Uni<UserView> invite(Caller caller, InviteUser wanted, @Nullable String key) {
        return tenants.find(caller, wanted.tenantId())
                .invoke(tenant -> requireGrant(caller, tenant, wanted))
                .invoke(tenant -> UserRows.requireAddress("/email", wanted.email()))
                .flatMap(tenant -> inviteOnce(tenant.narrow(caller), wanted, key));
    }

    private static void requireGrant(Caller caller, ManagedTenant tenant, InviteUser wanted) {
        if (caller.roles().stream().noneMatch(role -> RoleGrants.mayInvite(role, tenant.kind(), wanted.role()))) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "Your role cannot invite the role " + wanted.role() + " into a tenant of kind " + tenant.kind()
                            + ".");
        }
    }

    private Uni<UserView> inviteOnce(Caller narrowed, InviteUser wanted, @Nullable String key) {
        var request = Idempotency.Request.of("inviteUser", key, wanted);
        UUID id = Ids.next();
        return idempotency.once(
                narrowed,
                request,
                () -> loginThrottle
                        .letter(narrowed.requireTenantId(), wanted.email())
                        .chain(() -> transactions.sql(
                                narrowed,
                                transaction -> idempotency
                                        .remember(transaction, request, id)
                                        .chain(() -> invite(transaction, id, wanted))))
                        .onFailure(failure -> DatabaseErrors.isConflict(failure, "users_email_idx"))
                        .transform(InviteToTenant::cannotBeInvited),
                earlier -> queries.one(narrowed, earlier));
    }

    private Uni<UserView> invite(SqlTransaction transaction, UUID id, InviteUser wanted) {
        UUID tenantId = transaction.caller().requireTenantId();
        return transaction
                .execute(Members.LOCK, tenantId)
                .chain(() -> transaction.first(
                        UserRows::view,
                        TAKE_SEAT,
                        id,
                        tenantId,
                        Emails.normal(wanted.email()),
                        wanted.firstName(),
                        wanted.lastName(),
                        wanted.role().name()))
                .onItem()
                .ifNull()
                .switchTo(() -> refuse(transaction, tenantId))
                .call(() -> invitations.open(transaction, tenantId, id))
                .call(user -> announce(transaction, user));
    }

    private static Uni<Void> announce(SqlTransaction transaction, UserView user) {
        UUID resellerId = transaction.caller().scope().resellerId();
        return transaction
                .record(Change.created("user", user.id(), user.tenantId(), resellerId, AuditedUser.of(user)))
                .chain(() -> transaction.publish(new UserChanged(
                        user.id(), user.version(), user.tenantId(), resellerId, user.role(), user.status(), null)));
    }

    private static Uni<UserView> refuse(SqlTransaction transaction, UUID tenantId) {
        return transaction.first(row -> true, IS_CLOSED, tenantId).map(closed -> {
            throw closed == null
                    ? Problem.of(
                            ProblemType.SEATS_EXCEEDED,
                            "All seats of the plan are taken; an invited user takes one too. Remove a user or change the plan.")
                    : Problem.of(ProblemType.CONFLICT, "The tenant is closed. Reopen it, then retry.");
        });
    }

    /** The same text, whether the address is used in this tenant or in another one. */
    private static Problem cannotBeInvited(Throwable failure) {
        return Problem.of(ProblemType.CONFLICT, "This e-mail address cannot be invited. Use another address.");
    }
}
