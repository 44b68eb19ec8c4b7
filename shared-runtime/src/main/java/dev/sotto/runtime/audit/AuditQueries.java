package dev.sotto.runtime.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.audit.AuditEntryView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the service's audit log in the caller's scope. */
@ApplicationScoped
public class AuditQueries {

    private static final String COLUMNS = """
            id, at, tenant_id, reseller_id, scope, user_id, actor, action, subject_type, subject_id,
            before::text as before, after::text as after, request_id, address""";

    /**
     * A separate statement without filters: with optional filters, PostgreSQL could not estimate how few rows a page
     * needs.
     */
    static final String OF_ALL = BoundedPage.of(COLUMNS, """
            select * from audit_log
            where id < $1 order by id desc limit $2
            """);

    static final String OF_RESELLER = BoundedPage.of(COLUMNS, """
            select * from audit_log
            where reseller_id = $3 and id < $1 order by id desc limit $2
            """);
    static final String OF_TENANT = BoundedPage.of(COLUMNS, """
            select * from audit_log
            where tenant_id = $3 and id < $1 order by id desc limit $2
            """);
    static final String FOUND_OF_ALL = BoundedPage.of(COLUMNS, """
            select * from audit_log
            where id < $1 and ($3::uuid is null or tenant_id = $3) and ($4::uuid is null or user_id = $4)
                and ($5::text is null or actor = $5) and ($6::text is null or action = $6)
                and ($7::text is null or subject_type = $7) and ($8::uuid is null or subject_id = $8)
                and ($9::timestamptz is null or at >= $9) and ($10::timestamptz is null or at < $10)
            order by id desc limit $2
            """);
    static final String FOUND_OF_RESELLER = BoundedPage.of(COLUMNS, """
            select * from audit_log
            where reseller_id = $11 and id < $1 and ($3::uuid is null or tenant_id = $3) and ($4::uuid is null or user_id = $4)
                and ($5::text is null or actor = $5) and ($6::text is null or action = $6)
                and ($7::text is null or subject_type = $7) and ($8::uuid is null or subject_id = $8)
                and ($9::timestamptz is null or at >= $9) and ($10::timestamptz is null or at < $10)
            order by id desc limit $2
            """);
    static final String FOUND_OF_TENANT = BoundedPage.of(COLUMNS, """
            select * from audit_log
            where tenant_id = $11 and id < $1 and ($3::uuid is null or tenant_id = $3) and ($4::uuid is null or user_id = $4)
                and ($5::text is null or actor = $5) and ($6::text is null or action = $6)
                and ($7::text is null or subject_type = $7) and ($8::uuid is null or subject_id = $8)
                and ($9::timestamptz is null or at >= $9) and ($10::timestamptz is null or at < $10)
            order by id desc limit $2
            """);
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final ScopedTransaction transactions;

    AuditQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** Returns one page of the entries that the caller may see and that match the filter, newest first. */
    public Uni<Page<AuditEntryView>> list(Caller caller, AuditFilter filter, PageRequest page) {
        return read(caller, filter, page).map(rows -> BoundedPage.page(page, rows, AuditEntryView::id));
    }

    private Uni<List<BoundedPage.Found<AuditEntryView>>> read(Caller caller, AuditFilter filter, PageRequest page) {
        UUID tenantId = oneTenant(caller, filter);
        UUID resellerId = caller.scope().resellerId();
        UUID whose = tenantId != null ? tenantId : resellerId;
        List<@Nullable Object> parameters = new ArrayList<>(List.of(page.before(), page.fetch()));
        boolean found = filter.narrows(tenantId);
        if (found) {
            parameters.addAll(filter.parameters());
        }
        if (whose != null) {
            parameters.add(whose);
        }
        String statement = tenantId != null
                ? (found ? FOUND_OF_TENANT : OF_TENANT)
                : resellerId != null ? (found ? FOUND_OF_RESELLER : OF_RESELLER) : (found ? FOUND_OF_ALL : OF_ALL);
        return transactions.read(caller, BoundedPage.row(AuditQueries::entry), statement, parameters.toArray());
    }

    /**
     * A query for one tenant uses that tenant's index. The row-level policy still decides which entries are visible.
     */
    private static @Nullable UUID oneTenant(Caller caller, AuditFilter filter) {
        UUID own = caller.scope().tenantId();
        return own != null ? own : filter.tenant();
    }

    private static AuditEntryView entry(Row row) {
        Map<String, Object> before = members(row.getString("before"));
        Map<String, Object> after = members(row.getString("after"));
        String name = text(after, "name");
        return new AuditEntryView(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getString("scope"),
                row.getUUID("user_id"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject_type"),
                row.getUUID("subject_id"),
                before,
                after,
                row.getString("request_id"),
                row.getString("address"),
                null,
                name == null ? text(before, "name") : name,
                text(after, "reason"));
    }

    private static @Nullable String text(@Nullable Map<String, Object> members, String name) {
        return members != null && members.get(name) instanceof String text ? text : null;
    }

    private static @Nullable Map<String, Object> members(@Nullable String json) {
        try {
            return json == null ? null : EventJson.MAPPER.readValue(json, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
