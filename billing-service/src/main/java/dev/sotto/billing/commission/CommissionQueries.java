package dev.sotto.billing.commission;

import dev.sotto.billing.LedgerFilter;
import dev.sotto.billing.ListScope;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.billing.CommissionLineView;
import dev.sotto.model.billing.CommissionView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the commission of resellers. */
@ApplicationScoped
class CommissionQueries {

    static final String LINES_OF_TENANT = """
            select id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, collected_by, balance, currency,
                earned_at
            from commission_lines
            where tenant_id = $1 and id < $2
                and (cast($4 as timestamptz) is null or earned_at >= $4)
                and (cast($5 as timestamptz) is null or earned_at < $5)
            order by id desc limit $3
            """;
    private static final String LINES_OF_TENANT_AND_RESELLER = """
            select id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, collected_by, balance, currency,
                earned_at
            from commission_lines
            where tenant_id = $1 and reseller_id = $6 and id < $2
                and (cast($4 as timestamptz) is null or earned_at >= $4)
                and (cast($5 as timestamptz) is null or earned_at < $5)
            order by id desc limit $3
            """;
    static final String LINES_OF_RESELLER = """
            select id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, collected_by, balance, currency,
                earned_at
            from commission_lines
            where reseller_id = $1 and id < $2
                and (cast($4 as timestamptz) is null or earned_at >= $4)
                and (cast($5 as timestamptz) is null or earned_at < $5)
            order by id desc limit $3
            """;
    static final String ALL_LINES = """
            select id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, collected_by, balance, currency,
                earned_at
            from commission_lines
            where cast($1 as uuid) is null and id < $2
                and (cast($4 as timestamptz) is null or earned_at >= $4)
                and (cast($5 as timestamptz) is null or earned_at < $5)
            order by id desc limit $3
            """;
    private static final String TOTALS_OF_TENANT = """
            select currency, sum(amount) as amount,
                coalesce(sum(balance) filter (where collected_by = 'Platform'), 0) as platform_owes,
                coalesce(-sum(balance) filter (where collected_by = 'Reseller'), 0) as reseller_owes
            from commission_lines
            where tenant_id = $1
                and (cast($2 as timestamptz) is null or earned_at >= $2)
                and (cast($3 as timestamptz) is null or earned_at < $3)
            group by currency
            """;
    private static final String TOTALS_OF_TENANT_AND_RESELLER = """
            select currency, sum(amount) as amount,
                coalesce(sum(balance) filter (where collected_by = 'Platform'), 0) as platform_owes,
                coalesce(-sum(balance) filter (where collected_by = 'Reseller'), 0) as reseller_owes
            from commission_lines
            where tenant_id = $1 and reseller_id = $4
                and (cast($2 as timestamptz) is null or earned_at >= $2)
                and (cast($3 as timestamptz) is null or earned_at < $3)
            group by currency
            """;
    private static final String TOTALS_OF_RESELLER = """
            select currency, sum(amount) as amount,
                coalesce(sum(balance) filter (where collected_by = 'Platform'), 0) as platform_owes,
                coalesce(-sum(balance) filter (where collected_by = 'Reseller'), 0) as reseller_owes
            from commission_lines
            where reseller_id = $1
                and (cast($2 as timestamptz) is null or earned_at >= $2)
                and (cast($3 as timestamptz) is null or earned_at < $3)
            group by currency
            """;
    private static final String ALL_TOTALS = """
            select currency, sum(amount) as amount,
                coalesce(sum(balance) filter (where collected_by = 'Platform'), 0) as platform_owes,
                coalesce(-sum(balance) filter (where collected_by = 'Reseller'), 0) as reseller_owes
            from commission_lines
            where cast($1 as uuid) is null
                and (cast($2 as timestamptz) is null or earned_at >= $2)
                and (cast($3 as timestamptz) is null or earned_at < $3)
            group by currency
            """;

    private final ScopedTransaction transactions;

    CommissionQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<CommissionView> list(Caller caller, ListScope listScope, LedgerFilter filter, PageRequest page) {
        return totals(caller, listScope, filter)
                .flatMap(totals -> lines(caller, listScope, filter, page).map(lines -> view(totals, lines)));
    }

    /** A tenant's lines may be those of several resellers, after a transfer. */
    private static boolean isOfBoth(Caller caller, ListScope listScope) {
        return listScope.tenantId() != null
                && !Objects.equals(listScope.resellerId(), caller.scope().resellerId());
    }

    private Uni<List<Totals>> totals(Caller caller, ListScope listScope, LedgerFilter filter) {
        return isOfBoth(caller, listScope)
                ? transactions.read(
                        caller,
                        Totals::of,
                        TOTALS_OF_TENANT_AND_RESELLER,
                        listScope.tenantId(),
                        filter.fromUtc(),
                        filter.toUtc(),
                        listScope.resellerId())
                : transactions.read(
                        caller,
                        Totals::of,
                        listScope.choose(TOTALS_OF_TENANT, TOTALS_OF_RESELLER, ALL_TOTALS),
                        listScope.id(),
                        filter.fromUtc(),
                        filter.toUtc());
    }

    private static CommissionView view(List<Totals> totals, Page<CommissionLineView> lines) {
        return new CommissionView(
                byCurrency(totals, Totals::earned),
                byCurrency(totals, Totals::platformOwes),
                byCurrency(totals, Totals::resellerOwes),
                byCurrency(totals, sums -> sums.platformOwes().minus(sums.resellerOwes())),
                lines.items(),
                lines.nextCursor());
    }

    /** The sums of one currency. */
    private record Totals(Money earned, Money platformOwes, Money resellerOwes) {

        static Totals of(Row row) {
            String currency = row.getString("currency");
            return new Totals(
                    new Money(row.getBigDecimal("amount"), currency),
                    new Money(row.getBigDecimal("platform_owes"), currency),
                    new Money(row.getBigDecimal("reseller_owes"), currency));
        }
    }

    private Uni<Page<CommissionLineView>> lines(
            Caller caller, ListScope listScope, LedgerFilter filter, PageRequest page) {
        Uni<List<CommissionLineView>> fetched = isOfBoth(caller, listScope)
                ? transactions.read(
                        caller,
                        CommissionQueries::line,
                        LINES_OF_TENANT_AND_RESELLER,
                        listScope.tenantId(),
                        page.before(),
                        page.fetch(),
                        filter.fromUtc(),
                        filter.toUtc(),
                        listScope.resellerId())
                : transactions.read(
                        caller,
                        CommissionQueries::line,
                        listScope.choose(LINES_OF_TENANT, LINES_OF_RESELLER, ALL_LINES),
                        listScope.id(),
                        page.before(),
                        page.fetch(),
                        filter.fromUtc(),
                        filter.toUtc());
        return fetched.map(rows -> page.page(rows, CommissionLineView::id));
    }

    private static Map<String, BigDecimal> byCurrency(List<Totals> totals, Function<Totals, Money> part) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        totals.stream().map(part).forEach(sum -> sums.put(sum.currency(), sum.amount()));
        return sums;
    }

    private static CommissionLineView line(Row row) {
        String currency = row.getString("currency");
        return new CommissionLineView(
                row.getUUID("id"),
                row.getUUID("reseller_id"),
                row.getUUID("tenant_id"),
                row.getUUID("charge_id"),
                ChargeKind.valueOf(row.getString("kind")),
                new Money(row.getBigDecimal("base"), currency).amount(),
                row.getBigDecimal("rate").setScale(2),
                new Money(row.getBigDecimal("amount"), currency).amount(),
                Collector.valueOf(row.getString("collected_by")),
                new Money(row.getBigDecimal("balance"), currency).amount(),
                currency,
                row.getOffsetDateTime("earned_at").toInstant());
    }
}
