package dev.sotto.tenants.invitations;

import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes users whose last invitation link expired thirty days ago, because otherwise they would keep the seat and the
 * address. Until then, the invitation can be sent again or cancelled.
 */
@ApplicationScoped
class ExpiredInvitations {

    private static final Caller EXPIRY = Caller.system("invitation-expiry");
    /** One at a time, and a user who joins or is invited again at the same time gets the row first. */
    private static final String REMOVE_NEXT = """
            update users u set status = 'Removed', email = u.id::text || '@removed.invalid', first_name = null,
                last_name = null, language = null, time_zone = null, version = u.version + 1, updated_at = now()
            from tenants t
            where t.id = u.tenant_id and u.id = (
                select w.id
                from invitations e join users w on w.tenant_id = e.tenant_id and w.id = e.user_id
                where e.accepted_at is null and e.expires_at < now() - interval '30 days' and w.status = 'Invited'
                    and not exists (
                        select from invitations i
                        where i.tenant_id = e.tenant_id and i.user_id = e.user_id
                            and (i.expires_at is null or i.expires_at >= now() - interval '30 days'))
                limit 1 for update of w skip locked)
            returning u.id, u.tenant_id, t.reseller_id, u.role, u.version
            """;

    private static final String FORGET = "delete from invitations where tenant_id = $1 and user_id = $2";

    private final ScopedTransaction transactions;
    private final Loop loop;

    ExpiredInvitations(ScopedTransaction transactions, Vertx vertx, InvitationSettings settings) {
        this.transactions = transactions;
        this.loop = new Loop(vertx, "invitation expiry", settings.expiryInterval(), this::removeNext);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    private Uni<Boolean> removeNext() {
        return transactions.sql(
                EXPIRY,
                transaction -> transaction
                        .first(Gone::of, REMOVE_NEXT)
                        .flatMap(gone -> gone == null
                                ? Uni.createFrom().item(false)
                                : forget(transaction, gone).replaceWith(true)));
    }

    private static Uni<Void> forget(SqlTransaction transaction, Gone gone) {
        return transaction
                .execute(FORGET, gone.tenantId(), gone.id())
                .chain(() -> transaction.record(new Change(
                        "invitation-expired",
                        "user",
                        gone.id(),
                        gone.tenantId(),
                        gone.resellerId(),
                        Map.of("status", UserStatus.Invited),
                        Map.of("status", UserStatus.Removed, "version", gone.version()))))
                .chain(() -> transaction.publish(new UserChanged(
                        gone.id(),
                        gone.version(),
                        gone.tenantId(),
                        gone.resellerId(),
                        gone.role(),
                        UserStatus.Removed,
                        null)));
    }

    private record Gone(UUID id, UUID tenantId, @Nullable UUID resellerId, Role role, long version) {

        static Gone of(Row row) {
            return new Gone(
                    row.getUUID("id"),
                    row.getUUID("tenant_id"),
                    row.getUUID("reseller_id"),
                    Role.valueOf(row.getString("role")),
                    row.getLong("version"));
        }
    }
}
