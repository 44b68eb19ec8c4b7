package dev.sotto.tenants.accounts;

import dev.sotto.model.Emails;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.tenants.mail.MailSettings;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.throttling.LoginAttempt;
import dev.sotto.tenants.throttling.LoginThrottle;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Requests to reset a password. They are stored at once, for known and unknown addresses alike, and looked up a moment
 * later.
 */
@ApplicationScoped
class ResetRequests {

    private static final Caller RESET = Caller.system("password-reset");
    private static final String ASK = "insert into reset_requests (id, email) values ($1, left($2, 255))";
    /** At most one e-mail per minute, so that nobody can fill a mailbox. */
    private static final String OPEN = """
            with wished as (
                delete from reset_requests where id in (select id from reset_requests order by id limit 50)
                returning email),
            proof as (
                insert into proofs (id, tenant_id, user_id, kind)
                select uuidv7(), u.tenant_id, u.id, 'PasswordReset'
                from users u
                where u.email in (select email from wished) and u.status = 'Active'
                    and not exists (
                        select from proofs p
                        where p.tenant_id = u.tenant_id and p.user_id = u.id and p.kind = 'PasswordReset'
                            and p.created_at > now() - interval '1 minute')
                returning id, tenant_id)
            insert into mail_tasks (id, tenant_id, kind, proof_id)
            select uuidv7(), tenant_id, 'PasswordReset', id from proof
            """;

    private final ScopedTransaction transactions;
    private final LoginThrottle loginThrottle;
    private final Loop loop;

    ResetRequests(ScopedTransaction transactions, LoginThrottle loginThrottle, Vertx vertx, MailSettings settings) {
        this.transactions = transactions;
        this.loginThrottle = loginThrottle;
        this.loop = new Loop(vertx, "password resets", settings.interval(), this::open);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Does the same work and gives the same answer for every address. */
    Uni<Void> ask(String email, Client client) {
        LoginAttempt attempt = LoginAttempt.of(client.address(), "new password for " + email);
        return transactions.sql(
                RESET,
                transaction -> loginThrottle
                        .count(transaction, attempt)
                        .chain(() -> transaction.execute(ASK, Ids.next(), Emails.normal(email)))
                        .replaceWithVoid());
    }

    private Uni<Boolean> open() {
        return transactions.sql(RESET, transaction -> transaction.execute(OPEN)).map(letters -> letters > 0);
    }
}
