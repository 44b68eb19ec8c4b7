package dev.sotto.tenants.users;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.apikeys.RevokeApiKey;
import dev.sotto.tenants.signin.Sessions;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes a user permanently, or an open invitation. Seat and address are free at once. The row stays without personal
 * data, because jobs and the audit log refer to it.
 */
@ApplicationScoped
class RemoveUser {

    private static final String REMOVE = """
            update users set status = 'Removed', email = id::text || '@removed.invalid', first_name = null,
                last_name = null, language = null, time_zone = null, password_hash = null, tokens_valid_from = $3,
                version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2
            returning id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at, tenant_kind, tokens_valid_from
            """;
    private static final String FORGET_INVITATIONS = "delete from invitations where tenant_id = $1 and user_id = $2";
    private static final String FORGET_PROOFS = "delete from proofs where tenant_id = $1 and user_id = $2";

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Members members;
    private final Sessions sessions;
    private final RevokeApiKey keys;
    private final Clock clock;

    RemoveUser(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            Members members,
            Sessions sessions,
            RevokeApiKey keys,
            Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.members = members;
        this.sessions = sessions;
        this.keys = keys;
        this.clock = clock;
    }

    Uni<Void> remove(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.sql(
                        tenant.narrow(caller),
                        transaction -> members.lockManaged(transaction, id)
                                .call(member -> members.requireAnotherLeader(transaction, member))
                                .flatMap(member -> remove(transaction, member))));
    }

    private Uni<Void> remove(SqlTransaction transaction, Member member) {
        UUID tenantId = member.view().tenantId();
        UUID id = member.view().id();
        return transaction
                .first(Member::of, REMOVE, tenantId, id, clock.instant().atOffset(ZoneOffset.UTC))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .call(removed -> transaction.execute(FORGET_INVITATIONS, tenantId, id))
                .call(removed -> transaction.execute(FORGET_PROOFS, tenantId, id))
                .call(removed -> sessions.endAll(transaction, id, null))
                .call(removed -> keys.revokeAllOf(transaction, tenantId, id))
                .flatMap(removed -> members.announce(transaction, "removed", member, removed));
    }
}
