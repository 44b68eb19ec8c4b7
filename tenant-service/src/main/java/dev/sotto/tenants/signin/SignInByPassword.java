package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.SignIn;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * E-mail and password for tokens. The machine looks the address up, for nobody is known yet; what follows happens in the
 * person's own scope. An unknown address, a wrong password, an invitation that is still open and a suspended user cost the
 * same and look the same.
 */
@ApplicationScoped
class SignInByPassword {

    private static final Caller LOOK_UP = Caller.system("sign-in");
    private static final String FIND = """
            select u.id as user_id, u.tenant_id, t.reseller_id, u.role, u.status, u.password_hash
            from users u join tenants t on t.id = u.tenant_id
            where u.email = lower($1)
            """;
    private static final String CAME = """
            update users set last_login = now(), version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2 and status = 'Active'
            """;

    private final ScopedTransaction transactions;
    private final Passwords passwords;
    private final Sessions sessions;

    SignInByPassword(ScopedTransaction transactions, Passwords passwords, Sessions sessions) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    Uni<Tokens> signIn(SignIn credentials) {
        return transactions
                .readFirst(LOOK_UP, Account::of, FIND, credentials.email())
                .flatMap(account -> prove(account, credentials.password()))
                .flatMap(person -> transactions.sql(person.caller(), transaction -> enter(transaction, person)));
    }

    private Uni<Person> prove(@Nullable Account account, String password) {
        return passwords
                .matches(password, account == null ? null : account.passwordHash())
                .map(matches -> {
                    if (account == null || !matches || account.status() != UserStatus.Active) {
                        throw refused();
                    }
                    return account.person();
                });
    }

    private Uni<Tokens> enter(SqlTransaction transaction, Person person) {
        return transaction
                .execute(CAME, person.tenantId(), person.userId())
                .invoke(rows -> {
                    if (rows == 0) {
                        throw refused();
                    }
                })
                .chain(() -> sessions.begin(transaction, person));
    }

    private static Problem refused() {
        return Problem.of(ProblemType.UNAUTHENTICATED, "E-mail address or password is wrong.");
    }

    private record Account(
            Person person, UserStatus status, @Nullable String passwordHash) {

        static Account of(Row row) {
            return new Account(
                    Person.of(row), UserStatus.valueOf(row.getString("status")), row.getString("password_hash"));
        }

        /** Without the hash: this may end in a log. */
        @Override
        public String toString() {
            return "Account[]";
        }
    }
}
