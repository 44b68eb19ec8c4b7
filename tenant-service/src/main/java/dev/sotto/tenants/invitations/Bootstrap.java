package dev.sotto.tenants.invitations;

import dev.sotto.model.Emails;
import dev.sotto.model.WellKnownIds;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.tenants.users.Invitations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Invites the first PlatformAdmin. While none is active, each start invites the configured address, again if necessary.
 * Several processes that start together wait for each other.
 */
@ApplicationScoped
class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);
    private static final Caller FIRST_START = Caller.system("first-start");
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('sotto-bootstrap', 0))";
    private static final String IS_NEEDED = """
            select not exists (select from users where tenant_id = $1 and role = 'PlatformAdmin' and status = 'Active')
                as needed
            """;
    private static final String MAKE = """
            insert into users (id, tenant_id, email, role, status, tenant_kind)
            values ($1, $2, $3, 'PlatformAdmin', 'Invited', 'Platform')
            on conflict do nothing
            """;
    private static final String FIND = """
            select u.id, u.tenant_id, exists (
                    select from invitations i
                    join mail_tasks m on m.tenant_id = i.tenant_id and m.invitation_id = i.id and m.sent_at is null
                    where i.tenant_id = u.tenant_id and i.user_id = u.id and i.accepted_at is null) as letter_is_due
            from users u where u.email = $1 and u.tenant_id = $2 and u.status = 'Invited'
            """;
    private static final String RESEND = """
            insert into mail_tasks (id, tenant_id, invitation_id)
            select $1, tenant_id, id from invitations
            where tenant_id = $2 and user_id = $3 and accepted_at is null
            order by id desc limit 1
            """;

    private final ScopedTransaction transactions;
    private final Invitations invitations;
    private final Optional<String> email;
    private final Loop loop;

    Bootstrap(ScopedTransaction transactions, Invitations invitations, Vertx vertx, InvitationSettings settings) {
        this.transactions = transactions;
        this.invitations = invitations;
        this.email = settings.bootstrapEmail();
        this.loop = new Loop(vertx, "first start", Duration.ofSeconds(5), this::onceAtStart);
    }

    void start(@Observes StartupEvent start) {
        if (email.isPresent()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Invites an address as PlatformAdmin if none is active. */
    Uni<Void> invite(String address) {
        String refusal = Emails.refusal(address);
        if (refusal != null) {
            LOG.error("sotto.bootstrap-email " + refusal + ": nobody was invited");
            return Uni.createFrom().voidItem();
        }
        return transactions.sql(
                FIRST_START,
                transaction -> transaction
                        .execute(LOCK)
                        .chain(() -> transaction.first(
                                row -> row.getBoolean("needed"), IS_NEEDED, WellKnownIds.PLATFORM_TENANT))
                        .flatMap(needed -> needed
                                ? invite(transaction, Emails.normal(address))
                                : Uni.createFrom().voidItem()));
    }

    /** Repeats a failed round. The loop ends after the first successful one. */
    private Uni<Boolean> onceAtStart() {
        return invite(email.orElseThrow()).invoke(this::endLoop).replaceWith(false);
    }

    /** A loop cannot wait for its own end inside its own round. */
    private void endLoop() {
        var unused = loop.stop();
    }

    private Uni<Void> invite(SqlTransaction transaction, String address) {
        UUID id = Ids.next();
        return transaction
                .execute(MAKE, id, WellKnownIds.PLATFORM_TENANT, address)
                .flatMap(made -> made == 1 ? inviteNew(transaction, id) : remind(transaction, address));
    }

    private Uni<Void> inviteNew(SqlTransaction transaction, UUID id) {
        return invitations
                .open(transaction, WellKnownIds.PLATFORM_TENANT, id)
                .chain(() -> transaction.publish(new UserChanged(
                        id, 1, WellKnownIds.PLATFORM_TENANT, null, Role.PlatformAdmin, UserStatus.Invited, null)));
    }

    private Uni<Void> remind(SqlTransaction transaction, String address) {
        return transaction
                .first(
                        row -> new Waiting(row.getUUID("id"), row.getBoolean("letter_is_due")),
                        FIND,
                        address,
                        WellKnownIds.PLATFORM_TENANT)
                .flatMap(waiting -> resend(transaction, waiting));
    }

    private static Uni<Void> resend(SqlTransaction transaction, @Nullable Waiting waiting) {
        if (waiting == null) {
            LOG.error("sotto.bootstrap-email is a user of another tenant or is suspended: nobody was invited");
            return Uni.createFrom().voidItem();
        }
        return waiting.letterIsDue()
                ? Uni.createFrom().voidItem()
                : transaction
                        .execute(RESEND, Ids.next(), WellKnownIds.PLATFORM_TENANT, waiting.userId())
                        .replaceWithVoid();
    }

    private record Waiting(UUID userId, boolean letterIsDue) {}
}
