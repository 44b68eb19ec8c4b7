package dev.sotto.billing.usage;

import dev.sotto.billing.ListScope;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.billing.StoredTotal;
import dev.sotto.model.billing.UsageRecordView;
import dev.sotto.model.billing.UsageTotal;
import dev.sotto.model.billing.UsageView;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads usage records and totals. */
@ApplicationScoped
class UsageQueries {

    static final String OF_TENANT = """
            select id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit, recorded_at
            from usage_records
            where tenant_id = $1 and id < $2
                and (cast($3 as timestamptz) is null or recorded_at >= $3)
                and (cast($4 as timestamptz) is null or recorded_at < $4)
                and (cast($5 as text) is null or resource_type = $5)
            order by id desc limit $6
            """;
    static final String OF_RESELLER = """
            select id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit, recorded_at
            from usage_records
            where reseller_id = $1 and id < $2
                and (cast($3 as timestamptz) is null or recorded_at >= $3)
                and (cast($4 as timestamptz) is null or recorded_at < $4)
                and (cast($5 as text) is null or resource_type = $5)
            order by id desc limit $6
            """;
    static final String OF_ALL = """
            select id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit, recorded_at
            from usage_records
            where cast($1 as uuid) is null and id < $2
                and (cast($3 as timestamptz) is null or recorded_at >= $3)
                and (cast($4 as timestamptz) is null or recorded_at < $4)
                and (cast($5 as text) is null or resource_type = $5)
            order by id desc limit $6
            """;
    /** A caller who sees only their own jobs sees only the usage of these. */
    static final String OF_USER = """
            select id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit, recorded_at
            from usage_records
            where tenant_id = $1 and user_id = $7 and id < $2
                and (cast($3 as timestamptz) is null or recorded_at >= $3)
                and (cast($4 as timestamptz) is null or recorded_at < $4)
                and (cast($5 as text) is null or resource_type = $5)
            order by id desc limit $6
            """;

    private static final String TOTALS_OF_TENANT = """
            select tenant_id, resource_type, unit, sum(amount) as amount, count(*) as records from usage_records
            where tenant_id = $1 and recorded_at >= $2 and recorded_at < $3
            group by tenant_id, resource_type, unit order by tenant_id, resource_type
            """;
    private static final String TOTALS_OF_RESELLER = """
            select tenant_id, resource_type, unit, sum(amount) as amount, count(*) as records from usage_records
            where reseller_id = $1 and recorded_at >= $2 and recorded_at < $3
            group by tenant_id, resource_type, unit order by tenant_id, resource_type
            """;
    private static final String TOTALS_OF_ALL = """
            select tenant_id, resource_type, unit, sum(amount) as amount, count(*) as records from usage_records
            where cast($1 as uuid) is null and recorded_at >= $2 and recorded_at < $3
            group by tenant_id, resource_type, unit order by tenant_id, resource_type
            """;
    private static final String TOTALS_OF_USER = """
            select tenant_id, resource_type, unit, sum(amount) as amount, count(*) as records from usage_records
            where tenant_id = $1 and user_id = $4 and recorded_at >= $2 and recorded_at < $3
            group by tenant_id, resource_type, unit order by tenant_id, resource_type
            """;

    private static final String STORED_OF_TENANT = """
            select tenant_id, sum(bytes) as bytes, count(*) as jobs from stored_media
            where tenant_id = $1 and bytes > 0
            group by tenant_id order by tenant_id
            """;
    private static final String STORED_OF_RESELLER = """
            select tenant_id, sum(bytes) as bytes, count(*) as jobs from stored_media
            where reseller_id = $1 and bytes > 0
            group by tenant_id order by tenant_id
            """;
    private static final String STORED_OF_ALL = """
            select tenant_id, sum(bytes) as bytes, count(*) as jobs from stored_media
            where cast($1 as uuid) is null and bytes > 0
            group by tenant_id order by tenant_id
            """;
    private static final String STORED_OF_USER = """
            select tenant_id, sum(bytes) as bytes, count(*) as jobs from stored_media
            where tenant_id = $1 and user_id = $2 and bytes > 0
            group by tenant_id order by tenant_id
            """;

    private final ScopedTransaction transactions;
    private final SeriesQueries series;

    UsageQueries(ScopedTransaction transactions, SeriesQueries series) {
        this.transactions = transactions;
        this.series = series;
    }

    Uni<Page<UsageRecordView>> records(Caller caller, ListScope listScope, UsageFilter filter, PageRequest page) {
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(
                listScope.id(), page.before(), filter.fromUtc(), filter.toUtc(), filter.resource(), page.fetch()));
        String statement = listScope.choose(OF_TENANT, OF_RESELLER, OF_ALL);
        if (caller.has(Role.User)) {
            statement = OF_USER;
            parameters.add(caller.requireUserId());
        }
        return transactions
                .read(caller, UsageQueries::usageRecord, statement, parameters.toArray())
                .map(fetched -> page.page(fetched, UsageRecordView::id));
    }

    /** Reads the totals, and the series if there are steps. */
    Uni<UsageView> usage(Caller caller, ListScope listScope, UsageFilter filter, @Nullable UsageSteps steps) {
        Uni<UsageView> totals = totals(caller, listScope, filter);
        return steps == null
                ? totals
                : totals.flatMap(usage -> series.series(caller, listScope, filter, steps)
                        .map(points ->
                                new UsageView(usage.from(), usage.to(), usage.totals(), usage.stored(), points)));
    }

    private Uni<UsageView> totals(Caller caller, ListScope listScope, UsageFilter filter) {
        List<@Nullable Object> parameters =
                new ArrayList<>(Arrays.asList(listScope.id(), filter.fromUtc(), filter.toUtc()));
        String statement = listScope.choose(TOTALS_OF_TENANT, TOTALS_OF_RESELLER, TOTALS_OF_ALL);
        if (caller.has(Role.User)) {
            statement = TOTALS_OF_USER;
            parameters.add(caller.requireUserId());
        }
        return transactions
                .read(caller, UsageQueries::total, statement, parameters.toArray())
                .flatMap(totals -> stored(caller, listScope)
                        .map(stored -> new UsageView(filter.from(), filter.to(), totals, stored, null)));
    }

    private Uni<List<StoredTotal>> stored(Caller caller, ListScope listScope) {
        return caller.has(Role.User)
                ? transactions.read(
                        caller, UsageQueries::stored, STORED_OF_USER, listScope.id(), caller.requireUserId())
                : transactions.read(
                        caller,
                        UsageQueries::stored,
                        listScope.choose(STORED_OF_TENANT, STORED_OF_RESELLER, STORED_OF_ALL),
                        listScope.id());
    }

    private static StoredTotal stored(Row row) {
        return new StoredTotal(
                row.getUUID("tenant_id"),
                row.getBigDecimal("bytes").movePointLeft(6).setScale(6),
                ResourceType.Storage.unit(),
                row.getLong("jobs"));
    }

    private static UsageRecordView usageRecord(Row row) {
        return new UsageRecordView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("user_id"),
                row.getUUID("job_id"),
                ResourceType.valueOf(row.getString("resource_type")),
                row.getBigDecimal("amount").setScale(6),
                row.getString("unit"),
                row.getOffsetDateTime("recorded_at").toInstant());
    }

    private static UsageTotal total(Row row) {
        return new UsageTotal(
                row.getUUID("tenant_id"),
                ResourceType.valueOf(row.getString("resource_type")),
                row.getBigDecimal("amount").setScale(6),
                row.getString("unit"),
                row.getLong("records"));
    }
}
