package dev.sotto.tenants.apikeys;

import dev.sotto.model.access.ApiKeyStatus;
import dev.sotto.model.access.ApiKeyView;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Revokes a key permanently, and publishes it to every service. A repetition changes nothing. */
@ApplicationScoped
public class RevokeApiKey {

    private static final String REVOKE = """
            update api_keys set revoked_at = $3, version = version + 1 where tenant_id = $1 and id = $2
            returning id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at, 'Revoked' as status
            """;

    private static final String LOCK_ALL = """
            select id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at, 'Active' as status
            from api_keys
            where tenant_id = $1 and user_id = $2 and revoked_at is null and (expires_at is null or expires_at > $3)
            order by id for update
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Clock clock;

    RevokeApiKey(ScopedTransaction transactions, ManagedTenants tenants, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.clock = clock;
    }

    Uni<Void> revoke(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.sql(tenant.narrow(caller), transaction -> revoke(transaction, id)));
    }

    /**
     * Revokes all valid keys of a user, at most {@link CreateApiKey#KEYS_PER_USER}, in the transaction that removes the
     * user.
     */
    public Uni<Void> revokeAllOf(SqlTransaction transaction, UUID tenantId, UUID userId) {
        Instant now = now();
        return transaction
                .list(ApiKeyRows::view, LOCK_ALL, tenantId, userId, now.atOffset(ZoneOffset.UTC))
                .flatMap(keys -> Multi.createFrom()
                        .iterable(keys)
                        .onItem()
                        .transformToUniAndConcatenate(key -> revoke(transaction, key, now))
                        .collect()
                        .last());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Uni<Void> revoke(SqlTransaction transaction, UUID id) {
        Instant now = now();
        return KeyForEdit.find(transaction, id, now)
                .flatMap(key -> key.status() == ApiKeyStatus.Revoked
                        ? Uni.createFrom().voidItem()
                        : revoke(transaction, key, now));
    }

    private static Uni<Void> revoke(SqlTransaction transaction, ApiKeyView before, Instant now) {
        return transaction
                .query(REVOKE, before.tenantId(), before.id(), now.atOffset(ZoneOffset.UTC))
                .map(rows -> ApiKeyRows.view(rows.iterator().next()))
                .flatMap(after -> announce(transaction, before, after));
    }

    /** The event has no hash, so that no service recognises the key any more. */
    private static Uni<Void> announce(SqlTransaction transaction, ApiKeyView before, ApiKeyView after) {
        UUID resellerId = transaction.caller().scope().resellerId();
        Change revoked = new Change("revoked", "api_key", after.id(), after.tenantId(), resellerId, before, after);
        return transaction
                .record(revoked)
                .chain(() -> transaction.publish(new ApiKeyChanged(
                        after.id(),
                        after.version(),
                        after.tenantId(),
                        resellerId,
                        after.userId(),
                        "",
                        Set.copyOf(after.permissions()),
                        after.expiresAt(),
                        true)));
    }
}
