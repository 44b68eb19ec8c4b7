package dev.sotto.billing.commission;

import dev.sotto.billing.ListScope;
import dev.sotto.billing.money.Money;
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
import java.util.TreeMap;

/** Reads the commission of resellers. */
@ApplicationScoped
class CommissionQueries {

    static final String LINES_OF_RESELLER = """
            select id, reseller_id, tenant_id, charge_id, base, rate, amount, currency, earned_at
            from commission_lines where reseller_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String ALL_LINES = """
            select id, reseller_id, tenant_id, charge_id, base, rate, amount, currency, earned_at
            from commission_lines where cast($1 as uuid) is null and id < $2 order by id desc limit $3
            """;
    private static final String TOTALS_OF_RESELLER =
            "select currency, sum(amount) as amount from commission_lines where reseller_id = $1 group by currency";
    private static final String ALL_TOTALS = """
            select currency, sum(amount) as amount from commission_lines
            where cast($1 as uuid) is null group by currency
            """;

    private final ScopedTransaction transactions;

    CommissionQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<CommissionView> list(Caller caller, ListScope listScope, PageRequest page) {
        return transactions
                .read(
                        caller,
                        CommissionQueries::total,
                        listScope.choose(TOTALS_OF_RESELLER, TOTALS_OF_RESELLER, ALL_TOTALS),
                        listScope.id())
                .flatMap(totals -> lines(caller, listScope, page)
                        .map(lines -> new CommissionView(byCurrency(totals), lines.items(), lines.nextCursor())));
    }

    private Uni<Page<CommissionLineView>> lines(Caller caller, ListScope listScope, PageRequest page) {
        return transactions
                .read(
                        caller,
                        CommissionQueries::line,
                        listScope.choose(LINES_OF_RESELLER, LINES_OF_RESELLER, ALL_LINES),
                        listScope.id(),
                        page.before(),
                        page.fetch())
                .map(fetched -> page.page(fetched, CommissionLineView::id));
    }

    private static Map<String, BigDecimal> byCurrency(List<Money> totals) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        totals.forEach(total -> sums.put(total.currency(), total.amount()));
        return sums;
    }

    private static Money total(Row row) {
        return new Money(row.getBigDecimal("amount"), row.getString("currency"));
    }

    private static CommissionLineView line(Row row) {
        String currency = row.getString("currency");
        return new CommissionLineView(
                row.getUUID("id"),
                row.getUUID("reseller_id"),
                row.getUUID("tenant_id"),
                row.getUUID("charge_id"),
                new Money(row.getBigDecimal("base"), currency).amount(),
                row.getBigDecimal("rate").setScale(2),
                new Money(row.getBigDecimal("amount"), currency).amount(),
                currency,
                row.getOffsetDateTime("earned_at").toInstant());
    }
}
