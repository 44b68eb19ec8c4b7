package dev.sotto.tenants.invitations;

import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.AcceptInvitation;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.passwords.Passwords;
import dev.sotto.tenants.signin.Sessions;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.tokens.Person;
import dev.sotto.tenants.tokens.SecretToken;
import dev.sotto.tenants.users.AuditedUser;
import dev.sotto.tenants.users.UserRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Accepts an invitation: the user chooses a password and is signed in. */
@ApplicationScoped
class JoinTenant {

    private static final Caller LOOK_UP = Caller.system("invitation");
    private static final String FIND = """
            select i.id, i.tenant_id, i.user_id, t.reseller_id, u.role, u.version
            from invitations i
            join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
            join tenants t on t.id = i.tenant_id
            where i.token_hash = $1 and i.accepted_at is null and i.expires_at > now() and u.status = 'Invited'
            """;
    private static final String ACCEPT = """
            update invitations set accepted_at = now()
            where tenant_id = $1 and id = $2 and token_hash = $3 and accepted_at is null and expires_at > now()
            """;
    private static final String ACTIVATE = """
            update users set status = 'Active', password_hash = $3, first_name = coalesce($4, first_name),
                last_name = coalesce($5, last_name), last_login = now(), version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2 and status = 'Invited'
            returning id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at
            """;

    private final ScopedTransaction transactions;
    private final Passwords passwords;
    private final Sessions sessions;

    JoinTenant(ScopedTransaction transactions, Passwords passwords, Sessions sessions) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    Uni<Tokens> join(AcceptInvitation answer, Client client) {
        Buffer tokenHash = Buffer.buffer(SecretToken.hash(answer.token()));
        return transactions
                .readFirst(LOOK_UP, Open::of, FIND, tokenHash)
                .onItem()
                .ifNull()
                .failWith(JoinTenant::refused)
                .flatMap(invitation -> passwords
                        .hash(answer.password())
                        .flatMap(passwordHash -> transactions.sql(
                                invitation.person().caller(client),
                                transaction -> accept(transaction, invitation, tokenHash)
                                        .chain(() -> activate(transaction, invitation, answer, passwordHash))
                                        .flatMap(person -> sessions.begin(transaction, person, client)))));
    }

    private static Uni<Void> accept(SqlTransaction transaction, Open invitation, Buffer tokenHash) {
        return transaction
                .execute(ACCEPT, invitation.person().tenantId(), invitation.id(), tokenHash)
                .invoke(rows -> {
                    if (rows == 0) {
                        throw refused();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Person> activate(
            SqlTransaction transaction, Open invitation, AcceptInvitation answer, String passwordHash) {
        Person person = invitation.person();
        return transaction
                .first(
                        UserRows::view,
                        ACTIVATE,
                        person.tenantId(),
                        person.userId(),
                        passwordHash,
                        answer.firstName(),
                        answer.lastName())
                .onItem()
                .ifNull()
                .failWith(JoinTenant::refused)
                .call(user -> announce(transaction, person, user))
                .map(user -> person.as(user.role(), user.version()));
    }

    private static Uni<Void> announce(SqlTransaction transaction, Person person, UserView user) {
        UUID resellerId = person.resellerId();
        return transaction
                .record(new Change(
                        "joined", "user", user.id(), user.tenantId(), resellerId, null, AuditedUser.of(user)))
                .chain(() -> transaction.publish(new UserChanged(
                        user.id(), user.version(), user.tenantId(), resellerId, user.role(), user.status(), null)));
    }

    /** The same refusal for an unknown, replaced, used or expired token. */
    private static Problem refused() {
        return Problem.invalid(
                new Fault("/token", FaultCode.INCORRECT, "is wrong, used or expired; ask for a new invitation"));
    }

    private record Open(UUID id, Person person) {

        static Open of(Row row) {
            return new Open(row.getUUID("id"), Person.of(row));
        }
    }
}
