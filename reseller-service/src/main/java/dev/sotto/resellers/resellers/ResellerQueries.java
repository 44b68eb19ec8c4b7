package dev.sotto.resellers.resellers;

import dev.sotto.model.Emails;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.paging.Page;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.sqlclient.data.Numeric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads resellers. */
@ApplicationScoped
class ResellerQueries {

    private static final Caller INTERNAL_READ = Caller.system("internal-read");
    private static final String ONE = """
            select id, name, email, phone, commission_rate, collected_by, time_zone, status, suspensions, version, created_at, updated_at
            from resellers where id = $1 and ($2::uuid is null or id = $2)
            """;
    static final String OF_PLATFORM = """
            select id, name, email, phone, commission_rate, collected_by, time_zone, status, suspensions, version, created_at, updated_at
            from resellers
            where id < $1 and ($3::text is null or status = $3)
                and ($4::text is null or position(lower($4) in lower(name)) > 0 or position($5::text in email) > 0)
            order by id desc limit $2
            """;
    static final String OF_ITSELF = """
            select id, name, email, phone, commission_rate, collected_by, time_zone, status, suspensions, version, created_at, updated_at
            from resellers
            where id = $6 and id < $1 and ($3::text is null or status = $3)
                and ($4::text is null or position(lower($4) in lower(name)) > 0 or position($5::text in email) > 0)
            order by id desc limit $2
            """;
    private static final String FACT = """
            select r.id, r.version, r.name, r.status, r.suspensions, r.collected_by, r.time_zone,
                array_agg(c.rate order by c.effective_from) as rates,
                array_agg(c.effective_from order by c.effective_from) as effective_from
            from resellers r join commission_rates c on c.reseller_id = r.id
            where r.id = $1 and ($2::uuid is null or r.id = $2)
            group by r.id
            """;

    private final ScopedTransaction transactions;

    ResellerQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<ResellerView> one(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller, ResellerQueries::view, ONE, id, caller.scope().resellerId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /**
     * @param status the status to filter by
     * @param search part of a name or e-mail address, in any case
     */
    Uni<Page<ResellerView>> list(
            Caller caller, PageRequest page, @Nullable ResellerStatus status, @Nullable String search) {
        String email = search == null ? null : Emails.normalPart(search);
        List<@Nullable Object> parameters = new ArrayList<>(
                Arrays.asList(page.before(), page.fetch(), status == null ? null : status.name(), search, email));
        UUID itself = caller.scope().resellerId();
        if (itself != null) {
            parameters.add(itself);
        }
        return transactions
                .read(caller, ResellerQueries::view, itself == null ? OF_PLATFORM : OF_ITSELF, parameters.toArray())
                .map(fetched -> page.page(fetched, ResellerView::id));
    }

    /** Returns the reseller as other services store it. */
    Uni<ResellerChanged> fact(UUID id, @Nullable UUID resellerId) {
        return transactions
                .readFirst(INTERNAL_READ, ResellerQueries::changed, FACT, id, resellerId)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static ResellerView view(Row row) {
        return new ResellerView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                row.getBigDecimal("commission_rate"),
                Collector.valueOf(row.getString("collected_by")),
                row.getString("time_zone"),
                ResellerStatus.valueOf(row.getString("status")),
                Reseller.reasons(row.getArrayOfStrings("suspensions")),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static ResellerChanged changed(Row row) {
        Numeric[] rates = row.getArrayOfNumerics("rates");
        OffsetDateTime[] from = row.getArrayOfOffsetDateTimes("effective_from");
        List<ResellerChanged.CommissionRate> history = IntStream.range(0, rates.length)
                .mapToObj(i -> new ResellerChanged.CommissionRate(rates[i].bigDecimalValue(), from[i].toInstant()))
                .toList();
        return new ResellerChanged(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("name"),
                ResellerStatus.valueOf(row.getString("status")),
                Reseller.reasons(row.getArrayOfStrings("suspensions")),
                history,
                Collector.valueOf(row.getString("collected_by")),
                row.getString("time_zone"));
    }
}
