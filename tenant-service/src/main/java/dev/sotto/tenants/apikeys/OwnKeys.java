package dev.sotto.tenants.apikeys;

import dev.sotto.model.access.ApiKeyUses;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.KeyOwner;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.tenants.tenants.PublishedTenants;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads API keys and their users and organisations from this service's own tables, for itself and for other services.
 */
@ApplicationScoped
class OwnKeys implements KeyOwner {

    private static final Caller INTERNAL = Caller.system("internal-read");
    private static final Caller USES = Caller.system("api-key-uses");
    private static final String KEY = """
            select k.id, k.version, k.tenant_id, t.reseller_id, k.user_id, k.key_hash, k.permissions::text as permissions,
                k.expires_at, k.revoked_at
            from api_keys k join tenants t on t.id = k.tenant_id
            where k.id = $1
            """;
    private static final String USER = """
            select u.id, u.version, u.tenant_id, t.reseller_id, u.role, u.status, u.tokens_valid_from
            from users u join tenants t on t.id = u.tenant_id
            where u.id = $1
            """;
    /** Reports arrive in any order, and the clocks of other services may be ahead. */
    private static final String USED = """
            update api_keys k set last_used_at = least(u.at, now())
            from unnest($1::uuid[], $2::timestamptz[]) u (id, at)
            where k.id = u.id and (k.last_used_at is null or k.last_used_at < least(u.at, now()))
            """;

    private final ScopedTransaction transactions;
    private final PublishedTenants tenants;

    OwnKeys(ScopedTransaction transactions, PublishedTenants tenants) {
        this.transactions = transactions;
        this.tenants = tenants;
    }

    @Override
    public Uni<@Nullable ApiKeyChanged> key(UUID id) {
        return transactions.readFirst(INTERNAL, ApiKeyRows::event, KEY, id);
    }

    @Override
    public Uni<@Nullable UserChanged> user(UUID id) {
        return transactions.readFirst(INTERNAL, OwnKeys::user, USER, id);
    }

    @Override
    public Uni<@Nullable TenantChanged> tenant(UUID id) {
        return tenants.find(id);
    }

    @Override
    public Uni<Void> used(ApiKeyUses uses) {
        UUID[] ids = uses.uses().stream().map(ApiKeyUses.Use::apiKeyId).toArray(UUID[]::new);
        OffsetDateTime[] times = uses.uses().stream()
                .map(use -> use.lastUsedAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        return transactions.sql(
                USES, transaction -> transaction.execute(USED, ids, times).replaceWithVoid());
    }

    private static UserChanged user(Row row) {
        return new UserChanged(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                Role.valueOf(row.getString("role")),
                UserStatus.valueOf(row.getString("status")),
                tokensValidFrom(row));
    }

    /** Returns the second from which access tokens are valid, as it is published; null if none were ever withdrawn. */
    private static @Nullable Instant tokensValidFrom(Row row) {
        OffsetDateTime validFrom = row.getOffsetDateTime("tokens_valid_from");
        return validFrom == null ? null : validFrom.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
