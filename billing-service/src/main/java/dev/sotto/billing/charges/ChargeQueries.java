package dev.sotto.billing.charges;

import dev.sotto.billing.ListScope;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads charges. */
@ApplicationScoped
class ChargeQueries {

    static final String OF_TENANT = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, period_start, period_end, amount,
                currency, charged_at
            from charges where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_RESELLER = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, period_start, period_end, amount,
                currency, charged_at
            from charges where reseller_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_ALL = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, period_start, period_end, amount,
                currency, charged_at
            from charges where cast($1 as uuid) is null and id < $2 order by id desc limit $3
            """;

    private final ScopedTransaction transactions;

    ChargeQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<Page<ChargeView>> list(Caller caller, ListScope listScope, PageRequest page) {
        return transactions
                .read(
                        caller,
                        ChargeQueries::view,
                        listScope.choose(OF_TENANT, OF_RESELLER, OF_ALL),
                        listScope.id(),
                        page.before(),
                        page.fetch())
                .map(fetched -> page.page(fetched, ChargeView::id));
    }

    private static ChargeView view(Row row) {
        String currency = row.getString("currency");
        return new ChargeView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("subscription_id"),
                row.getUUID("subscription_plan_id"),
                row.getOffsetDateTime("period_start").toInstant(),
                row.getOffsetDateTime("period_end").toInstant(),
                new Money(row.getBigDecimal("amount"), currency).amount(),
                currency,
                row.getOffsetDateTime("charged_at").toInstant());
    }
}
