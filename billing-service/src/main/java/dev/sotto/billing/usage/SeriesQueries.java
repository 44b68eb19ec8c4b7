package dev.sotto.billing.usage;

import dev.sotto.billing.ListScope;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.billing.UsagePoint;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads usage step by step. */
@ApplicationScoped
class SeriesQueries {

    /** A chart or table of more is of no use to anybody. */
    static final int LONGEST = 10_000;

    static final String OF_TENANT = """
            select width_bucket(recorded_at, $4::timestamptz[]) as step,
                case $5::text when 'tenant_id' then tenant_id::text when 'user_id' then user_id::text else resource_type end as key,
                resource_type, unit, sum(amount) as amount
            from usage_records
            where tenant_id = $1 and recorded_at >= $2 and recorded_at < $3
            group by step, key, resource_type, unit order by step, key, resource_type limit $6
            """;
    static final String OF_RESELLER = """
            select width_bucket(recorded_at, $4::timestamptz[]) as step,
                case $5::text when 'tenant_id' then tenant_id::text when 'user_id' then user_id::text else resource_type end as key,
                resource_type, unit, sum(amount) as amount
            from usage_records
            where reseller_id = $1 and recorded_at >= $2 and recorded_at < $3
            group by step, key, resource_type, unit order by step, key, resource_type limit $6
            """;
    static final String OF_ALL = """
            select width_bucket(recorded_at, $4::timestamptz[]) as step,
                case $5::text when 'tenant_id' then tenant_id::text when 'user_id' then user_id::text else resource_type end as key,
                resource_type, unit, sum(amount) as amount
            from usage_records
            where cast($1 as uuid) is null and recorded_at >= $2 and recorded_at < $3
            group by step, key, resource_type, unit order by step, key, resource_type limit $6
            """;
    static final String OF_USER = """
            select width_bucket(recorded_at, $4::timestamptz[]) as step,
                case $5::text when 'tenant_id' then tenant_id::text when 'user_id' then user_id::text else resource_type end as key,
                resource_type, unit, sum(amount) as amount
            from usage_records
            where tenant_id = $1 and user_id = $7 and recorded_at >= $2 and recorded_at < $3
            group by step, key, resource_type, unit order by step, key, resource_type limit $6
            """;

    private final ScopedTransaction transactions;

    SeriesQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** @param filter with both ends */
    Uni<List<UsagePoint>> series(Caller caller, ListScope listScope, UsageFilter filter, UsageSteps steps) {
        OffsetDateTime[] starts = steps.startsUtc(filter.from(), filter.to());
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(
                listScope.id(),
                filter.fromUtc(),
                filter.toUtc(),
                starts,
                steps.grouping().name(),
                LONGEST + 1));
        String statement = listScope.choose(OF_TENANT, OF_RESELLER, OF_ALL);
        if (caller.has(Role.User)) {
            statement = OF_USER;
            parameters.add(caller.requireUserId());
        }
        return transactions
                .read(caller, row -> point(row, starts), statement, parameters.toArray())
                .invoke(SeriesQueries::requireBounded);
    }

    private static void requireBounded(List<UsagePoint> points) {
        if (points.size() > LONGEST) {
            throw Problem.invalid(new Fault(
                    "?from",
                    FaultCode.TOO_LONG,
                    "the series has more than " + LONGEST
                            + " entries; ask for a shorter time, for bucket=month or for one tenant_id"));
        }
    }

    private static UsagePoint point(Row row, OffsetDateTime[] starts) {
        Instant start = starts[row.getInteger("step") - 1].toInstant();
        return new UsagePoint(
                start,
                row.getString("key"),
                ResourceType.valueOf(row.getString("resource_type")),
                row.getBigDecimal("amount").setScale(6),
                row.getString("unit"));
    }
}
