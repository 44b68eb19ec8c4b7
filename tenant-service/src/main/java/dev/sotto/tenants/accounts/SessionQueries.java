package dev.sotto.tenants.accounts;

import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.SessionView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the caller's own sessions. Each has one valid refresh token, and its id contains the time of its start. */
@ApplicationScoped
class SessionQueries {

    static final String LIST = """
            select family_id, uuid_extract_timestamp(family_id) as began_at, created_at, expires_at, user_agent, address
            from refresh_tokens
            where tenant_id = $1 and user_id = $2 and family_id < $3 and used_at is null and revoked_at is null
                and expires_at > now()
            order by family_id desc limit $4
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;

    SessionQueries(ScopedTransaction transactions, ManagedTenants tenants) {
        this.transactions = transactions;
        this.tenants = tenants;
    }

    Uni<Page<SessionView>> list(Caller caller, @Nullable UUID current, PageRequest page) {
        return tenants.find(caller, null)
                .flatMap(tenant -> transactions.read(
                        tenant.narrow(caller),
                        row -> view(row, current),
                        LIST,
                        tenant.id(),
                        caller.requireUserId(),
                        page.before(),
                        page.fetch()))
                .map(rows -> page.page(rows, SessionView::id));
    }

    private static SessionView view(Row row, @Nullable UUID current) {
        UUID id = row.getUUID("family_id");
        return new SessionView(
                id,
                row.getOffsetDateTime("began_at").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getString("user_agent"),
                row.getString("address"),
                id.equals(current));
    }
}
