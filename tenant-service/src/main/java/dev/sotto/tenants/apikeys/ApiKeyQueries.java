package dev.sotto.tenants.apikeys;

import dev.sotto.model.access.ApiKeyStatus;
import dev.sotto.model.access.ApiKeyView;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads API keys, always within one tenant. */
@ApplicationScoped
class ApiKeyQueries {

    private static final String ONE = """
            select id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at,
                case when revoked_at is not null then 'Revoked' when expires_at <= $4 then 'Expired' else 'Active' end
                    as status
            from api_keys where tenant_id = $1 and id = $2 and ($3::uuid is null or user_id = $3)
            """;
    private static final String PAGE = """
            select id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at, status
            from api_keys
            cross join lateral (select case when revoked_at is not null then 'Revoked' when expires_at <= $4 then 'Expired'
                else 'Active' end as status) now
            where tenant_id = $1 and id < $2
            """;
    private static final String ORDER = " order by id desc limit $3";
    /**
     * A separate statement without filters: with optional filters, PostgreSQL could not estimate how few rows a page
     * needs.
     */
    static final String LIST = PAGE + ORDER;

    static final String FOUND = PAGE
            + " and ($5::uuid is null or user_id = $5) and ($6::uuid is null or user_id = $6)"
            + " and ($7::text is null or status = $7)"
            + ORDER;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Clock clock;

    ApiKeyQueries(ScopedTransaction transactions, ManagedTenants tenants, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The filter of a list. */
    record Filter(@Nullable UUID userId, @Nullable ApiKeyStatus status) {

        boolean isEmpty() {
            return userId == null && status == null;
        }

        @Nullable
        String statusName() {
            return status == null ? null : status.name();
        }
    }

    /** Returns the user whose keys the caller may see: a User sees only their own; null means all. */
    static @Nullable UUID onlyOf(Caller caller) {
        return caller.has(Role.User) ? caller.requireUserId() : null;
    }

    /** Returns a key of the narrowed caller's tenant. */
    Uni<ApiKeyView> one(Caller narrowed, UUID id) {
        return transactions
                .readFirst(narrowed, ApiKeyRows::view, ONE, narrowed.requireTenantId(), id, onlyOf(narrowed), now())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /** Returns a key of a tenant that the caller manages; when {@code tenantId} is null, of the caller's own tenant. */
    Uni<ApiKeyView> one(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId).flatMap(tenant -> one(tenant.narrow(caller), id));
    }

    Uni<Page<ApiKeyView>> list(Caller caller, @Nullable UUID tenantId, Filter filter, PageRequest page) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> rows(tenant.narrow(caller), tenant.id(), filter, page))
                .map(rows -> page.page(rows, ApiKeyView::id));
    }

    private Uni<List<ApiKeyView>> rows(Caller narrowed, UUID tenantId, Filter filter, PageRequest page) {
        UUID onlyOf = onlyOf(narrowed);
        return onlyOf == null && filter.isEmpty()
                ? transactions.read(narrowed, ApiKeyRows::view, LIST, tenantId, page.before(), page.fetch(), now())
                : transactions.read(
                        narrowed,
                        ApiKeyRows::view,
                        FOUND,
                        tenantId,
                        page.before(),
                        page.fetch(),
                        now(),
                        onlyOf,
                        filter.userId(),
                        filter.statusName());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
