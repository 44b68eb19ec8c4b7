package dev.sotto.tenants.mail;

import dev.sotto.model.Emails;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.tenants.tokens.SecretToken;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends e-mails that are due, each at least once. */
@ApplicationScoped
class DueEmails {

    private static final Logger LOG = Logger.getLogger(DueEmails.class);
    private static final Caller MAIL = Caller.system("mail");
    /** A claim lasts a minute, longer after each failure. The next claim creates a new token. */
    private static final String CLAIM = """
            update mail_tasks set attempts = attempts + 1,
                next_attempt_at = now() + least(interval '1 hour', interval '1 minute' * power(2, least(attempts, 10)))
            where id = (
                select id from mail_tasks where sent_at is null and next_attempt_at <= now()
                order by next_attempt_at limit 1 for update skip locked)
            returning id, tenant_id, kind, coalesce(invitation_id, proof_id, id) as subject_id
            """;

    private static final String MARK = "update mail_tasks set sent_at = now() where id = $1 and sent_at is null";

    private final ScopedTransaction transactions;
    private final MailSender post;
    private final Clock clock;
    private final String publicUrl;
    private final Loop loop;

    DueEmails(ScopedTransaction transactions, MailSender post, Clock clock, Vertx vertx, MailSettings settings) {
        this.transactions = transactions;
        this.post = post;
        this.clock = clock;
        String url = settings.publicUrl();
        this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.loop = new Loop(vertx, "mail", settings.interval(), this::sendNext);
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
        return transaction
                .first(Task::of, CLAIM)
                .flatMap(task -> task == null ? Uni.createFrom().nullItem() : prepare(transaction, task));
    }

    private Uni<@Nullable Claimed> prepare(SqlTransaction transaction, Task task) {
        String token = SecretToken.random();
        return transaction
                .first(
                        row -> message(task.kind(), row, token),
                        task.kind().prepare(),
                        task.tenantId(),
                        task.subjectId(),
                        Buffer.buffer(SecretToken.hash(token)))
                .map(message -> new Claimed(task, message));
    }

    private Uni<Boolean> send(Claimed claimed) {
        return handOver(claimed)
                .chain(() -> transactions.sql(
                        MAIL,
                        transaction -> transaction.execute(MARK, claimed.task().id())))
                .replaceWith(true);
    }

    /** What has served meanwhile needs no letter; an address from before ADR 11 may be one that none can reach. */
    private Uni<Void> handOver(Claimed claimed) {
        Email message = claimed.message();
        if (message == null) {
            return Uni.createFrom().voidItem();
        }
        if (!Emails.isAscii(message.to())) {
            LOG.errorf(
                    "Letter %s is not sent: SMTP can't carry its address",
                    claimed.task().id());
            return Uni.createFrom().voidItem();
        }
        return post.send(message);
    }

    private Email message(EmailKind kind, Row row, String token) {
        String organisation = row.getString("name");
        return new Email(
                row.getString("email"),
                kind.subject(organisation),
                kind.text(organisation, publicUrl, token, detail(row)),
                clock.instant());
    }

    private static @Nullable String detail(Row row) {
        return row.getColumnIndex("detail") < 0 ? null : row.getString("detail");
    }

    private record Claimed(Task task, @Nullable Email message) {}

    private record Task(UUID id, UUID tenantId, EmailKind kind, UUID subjectId) {

        static Task of(Row row) {
            return new Task(
                    row.getUUID("id"),
                    row.getUUID("tenant_id"),
                    EmailKind.valueOf(row.getString("kind")),
                    row.getUUID("subject_id"));
        }
    }
}
