package dev.sotto.tenants.signin;

import dev.sotto.model.Emails;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.SignIn;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.http.ProblemAnswer;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.passwords.Passwords;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.throttling.FairAdmissionQueue;
import dev.sotto.tenants.throttling.LoginAttempt;
import dev.sotto.tenants.throttling.LoginThrottle;
import dev.sotto.tenants.throttling.Network;
import dev.sotto.tenants.throttling.RetryAfterSchedule;
import dev.sotto.tenants.tokens.Person;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges e-mail and password for tokens. The system task looks the address up, because the caller is unknown; the
 * rest runs in the user's own scope. An unknown address, a wrong password, an open invitation and a suspended or
 * removed user take the same time and get the same answer.
 */
@ApplicationScoped
class SignInByPassword {

    private static final Caller LOOK_UP = Caller.system("sign-in");
    private static final String FIND = """
            select u.id as user_id, u.tenant_id, t.reseller_id, u.role, u.version, u.status, u.password_hash,
                u.tokens_valid_from
            from users u join tenants t on t.id = u.tenant_id
            where u.email = $1
            """;
    /** Fails if all tokens were withdrawn after the password was read, because the password may have changed. */
    private static final String CAME = """
            update users set last_login = now(), version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2 and status = 'Active' and tokens_valid_from is not distinct from $3
            returning role, version
            """;

    /** Those whose passwords are being hashed, and as many and one who are with the database, before or after. */
    private static final int AT_ONCE = 2 * Passwords.AT_ONCE + 1;

    /**
     * The number of running and waiting sign-ins. Each hash takes about 25 ms, so the last one waits less than two
     * seconds.
     */
    private static final int PLACES = Math.max(64, 2 * AT_ONCE);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of those who found no place: as many in a second as are let in while others work, too. */
    private static final int AGAIN_PER_SECOND = 20 * Passwords.AT_ONCE;

    private static final Duration AGAIN_AT_THE_LATEST = Duration.ofSeconds(30);

    /** Runs after the check of the request head. */
    private static final int AFTER_HEAD = 1_000;

    /** How often the password is checked again because tokens were withdrawn meanwhile. */
    private static final int TIMES_AGAIN = 5;

    private final ScopedTransaction transactions;
    private final LoginThrottle loginThrottle;
    private final Passwords passwords;
    private final Sessions sessions;
    private final RetryAfterSchedule retryAfterSchedule =
            new RetryAfterSchedule(AGAIN_PER_SECOND, AGAIN_AT_THE_LATEST, System::nanoTime);
    private final FairAdmissionQueue fairAdmissionQueue =
            new FairAdmissionQueue(AT_ONCE, PLACES, PATIENCE, this::tooMany, System::nanoTime);

    SignInByPassword(
            ScopedTransaction transactions, LoginThrottle loginThrottle, Passwords passwords, Sessions sessions) {
        this.transactions = transactions;
        this.loginThrottle = loginThrottle;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, AFTER_HEAD);
    }

    /** Refuses by the request's head if there is no place, so that a flood costs little. */
    private void look(RoutingContext exchange) {
        if (SignInResource.isSignIn(exchange.request())) {
            Network network = Client.networkOf(exchange.request());
            if (fairAdmissionQueue.haveNoPlaceFor(network)) {
                ProblemAnswer.send(exchange, tooMany(network));
                return;
            }
        }
        exchange.next();
    }

    Uni<Tokens> signIn(SignIn credentials, Client client) {
        LoginAttempt attempt = LoginAttempt.of(client.address(), credentials.email());
        return fairAdmissionQueue.inTurn(client.network(), () -> letIn(credentials, client, attempt));
    }

    private Uni<Tokens> letIn(SignIn credentials, Client client, LoginAttempt attempt) {
        return transactions
                .sql(
                        LOOK_UP,
                        transaction -> loginThrottle
                                .count(transaction, attempt)
                                .chain(() -> transaction.first(Account::of, FIND, Emails.normal(credentials.email()))))
                .flatMap(account -> prove(account, credentials.password()))
                .call(account -> loginThrottle.forgive(attempt))
                .flatMap(account -> enter(account, client))
                .onItem()
                .ifNull()
                .switchTo(() -> again(credentials, client, TIMES_AGAIN));
    }

    /** The password has most likely not changed when a user has ended all sessions. */
    private Uni<Tokens> again(SignIn credentials, Client client, int times) {
        if (times == 0) {
            throw Problem.tooManyRequests("Your sessions were ended during this sign-in. Sign in again.", 1);
        }
        return transactions
                .sql(LOOK_UP, transaction -> transaction.first(Account::of, FIND, Emails.normal(credentials.email())))
                .flatMap(account -> prove(account, credentials.password()))
                .flatMap(account -> enter(account, client))
                .onItem()
                .ifNull()
                .switchTo(() -> again(credentials, client, times - 1));
    }

    private Uni<Account> prove(@Nullable Account account, String password) {
        return passwords
                .matches(password, account == null ? null : account.passwordHash())
                .map(matches -> {
                    if (account == null || !matches || account.status() != UserStatus.Active) {
                        throw refused();
                    }
                    return account;
                });
    }

    /** Returns null if all tokens were withdrawn meanwhile. */
    private Uni<@Nullable Tokens> enter(Account account, Client client) {
        return transactions.sql(
                account.person().caller(client),
                transaction -> transaction
                        .first(
                                account::personNow,
                                CAME,
                                account.person().tenantId(),
                                account.person().userId(),
                                account.tokensValidFrom())
                        .onItem()
                        .ifNotNull()
                        .transformToUni(person -> sessions.begin(transaction, person, client)));
    }

    private Problem tooMany(Object network) {
        return Problem.tooManyRequests(
                "Too many users are signing in. Wait as long as Retry-After says, then retry.",
                retryAfterSchedule.seconds(network));
    }

    private static Problem refused() {
        return Problem.of(ProblemType.UNAUTHENTICATED, "The e-mail address or the password is wrong.");
    }

    private record Account(
            Person person,
            UserStatus status,
            @Nullable String passwordHash,
            @Nullable OffsetDateTime tokensValidFrom) {

        static Account of(Row row) {
            return new Account(
                    Person.of(row),
                    UserStatus.valueOf(row.getString("status")),
                    row.getString("password_hash"),
                    row.getOffsetDateTime("tokens_valid_from"));
        }

        Person personNow(Row row) {
            return person.as(Role.valueOf(row.getString("role")), row.getLong("version"));
        }

        /** Omits the hash, because this text may be logged. */
        @Override
        public String toString() {
            return "Account[]";
        }
    }
}
