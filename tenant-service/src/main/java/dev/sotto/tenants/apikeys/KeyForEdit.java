package dev.sotto.tenants.apikeys;

import dev.sotto.model.access.ApiKeyView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Locks a key for a change, in an SQL transaction, because Hibernate Reactive cannot read JSON arrays (the seed's
 * {@code permissions}).
 */
final class KeyForEdit {

    private static final String LOCK = """
            select id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at,
                case when revoked_at is not null then 'Revoked' when expires_at <= $4 then 'Expired' else 'Active' end
                    as status
            from api_keys where tenant_id = $1 and id = $2 and ($3::uuid is null or user_id = $3)
            for update
            """;

    private KeyForEdit() {}

    /** Locks the key until the transaction ends. Fails with 404 if the caller does not see it. */
    static Uni<ApiKeyView> find(SqlTransaction transaction, UUID id, Instant now) {
        Caller caller = transaction.caller();
        return transaction
                .first(
                        ApiKeyRows::view,
                        LOCK,
                        caller.requireTenantId(),
                        id,
                        ApiKeyQueries.onlyOf(caller),
                        now.atOffset(ZoneOffset.UTC))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }
}
