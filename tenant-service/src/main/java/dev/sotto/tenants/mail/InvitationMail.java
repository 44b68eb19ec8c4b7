package dev.sotto.tenants.mail;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.tenants.signin.SecretToken;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sends the letters of invitations, each at least once. */
@ApplicationScoped
class InvitationMail {

    private static final Caller MAIL = Caller.system("mail");
    /** A claim holds for a minute, longer after each failure; whoever claims next makes a new token. */
    private static final String CLAIM = """
            update mail_tasks set attempts = attempts + 1,
                next_attempt_at = now() + least(interval '1 hour', interval '1 minute' * power(2, least(attempts, 10)))
            where id = (
                select id from mail_tasks where sent_at is null and next_attempt_at <= now()
                order by next_attempt_at limit 1 for update skip locked)
            returning id, tenant_id, invitation_id
            """;

    private static final String SET_TOKEN = """
            update invitations i set token_hash = $3, expires_at = now() + interval '7 days'
            from users u join tenants t on t.id = u.tenant_id
            where i.tenant_id = $1 and i.id = $2 and i.accepted_at is null
                and u.tenant_id = i.tenant_id and u.id = i.user_id and u.status = 'Invited'
            returning u.email, t.name
            """;
    private static final String MARK = "update mail_tasks set sent_at = now() where id = $1 and sent_at is null";

    private final ScopedTransaction transactions;
    private final Post post;
    private final Clock clock;
    private final String publicUrl;
    private final Loop loop;

    InvitationMail(
            ScopedTransaction transactions,
            Post post,
            Clock clock,
            Vertx vertx,
            @ConfigProperty(name = "sotto.public-url") String publicUrl,
            @ConfigProperty(name = "sotto.mail.interval") Duration interval) {
        this.transactions = transactions;
        this.post = post;
        this.clock = clock;
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.loop = new Loop(vertx, "mail", interval, this::sendNext);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    private Uni<Boolean> sendNext() {
        return transactions
                .sql(MAIL, this::claim)
                .flatMap(claimed -> claimed == null ? Uni.createFrom().item(false) : send(claimed));
    }

    private Uni<@Nullable Claimed> claim(SqlTransaction transaction) {
        String token = SecretToken.random();
        return transaction
                .first(Task::of, CLAIM)
                .flatMap(task -> task == null
                        ? Uni.createFrom().nullItem()
                        : transaction
                                .first(
                                        row -> letter(row.getString("email"), row.getString("name"), token),
                                        SET_TOKEN,
                                        task.tenantId(),
                                        task.invitationId(),
                                        Buffer.buffer(SecretToken.hash(token)))
                                .map(letter -> new Claimed(task, letter)));
    }

    /** An invitation that was accepted meanwhile needs no letter. */
    private Uni<Boolean> send(Claimed claimed) {
        Uni<Void> sent = claimed.letter() == null ? Uni.createFrom().voidItem() : post.send(claimed.letter());
        return sent.chain(() -> transactions.sql(
                        MAIL,
                        transaction -> transaction.execute(MARK, claimed.task().id())))
                .replaceWith(true);
    }

    /** The token stands after the #, which no browser sends and no server or proxy writes down. */
    private Letter letter(String email, String tenant, String token) {
        return new Letter(
                email, "You are invited to " + tenant, """
                You are invited to join %s.

                Choose your password here, within seven days:

                %s/#/accept-invitation?token=%s

                If you did not expect this letter, leave it: without the link nothing happens.
                """.formatted(tenant, publicUrl, token), clock.instant());
    }

    private record Claimed(Task task, @Nullable Letter letter) {}

    private record Task(UUID id, UUID tenantId, UUID invitationId) {

        static Task of(Row row) {
            return new Task(row.getUUID("id"), row.getUUID("tenant_id"), row.getUUID("invitation_id"));
        }
    }
}
