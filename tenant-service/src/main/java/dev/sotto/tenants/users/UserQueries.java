package dev.sotto.tenants.users;

import dev.sotto.model.Emails;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads users, always within one tenant. */
@ApplicationScoped
class UserQueries {

    private static final String ONE = """
            select id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at
            from users where tenant_id = $1 and id = $2
            """;
    static final String LIST = """
            select id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at
            from users
            where tenant_id = $1 and id < $2
                and case when $3::text is null then status <> 'Removed' else status = $3 end
                and ($4::text is null or role = $4)
                and ($5::text is null or position($6::text in email) > 0
                    or position(lower($5) in lower(concat_ws(' ', first_name, last_name))) > 0)
            order by id desc limit $7
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;

    UserQueries(ScopedTransaction transactions, ManagedTenants tenants) {
        this.transactions = transactions;
        this.tenants = tenants;
    }

    /** Returns a user of the narrowed caller's tenant. */
    Uni<UserView> one(Caller narrowed, UUID id) {
        return transactions
                .readFirst(narrowed, UserRows::view, ONE, narrowed.requireTenantId(), id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /**
     * Returns a user of a tenant that the caller manages; when {@code tenantId} is null, of the caller's own tenant.
     */
    Uni<UserView> one(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId).flatMap(tenant -> one(tenant.narrow(caller), id));
    }

    Uni<UserView> me(Caller caller) {
        return one(caller, null, caller.requireUserId());
    }

    /** The filter of a list. Removed users appear only if the filter asks for them. */
    record Filter(
            @Nullable UserStatus status,
            @Nullable Role role,
            @Nullable String search) {

        private @Nullable String statusName() {
            return status == null ? null : status.name();
        }

        private @Nullable String roleName() {
            return role == null ? null : role.name();
        }

        private @Nullable String searchInEmail() {
            return search == null ? null : Emails.normalPart(search);
        }
    }

    Uni<Page<UserView>> list(Caller caller, @Nullable UUID tenantId, Filter filter, PageRequest page) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.read(
                        tenant.narrow(caller),
                        UserRows::view,
                        LIST,
                        tenant.id(),
                        page.before(),
                        filter.statusName(),
                        filter.roleName(),
                        filter.search(),
                        filter.searchInEmail(),
                        page.fetch()))
                .map(rows -> page.page(rows, UserView::id));
    }
}
