package dev.sotto.billing.charges;

import dev.sotto.billing.ListScope;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.ChargeSource;
import dev.sotto.model.billing.ChargeView;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads charges. */
@ApplicationScoped
class ChargeQueries {

    static final String OF_TENANT = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
            from charges where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_RESELLER = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
            from charges where reseller_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_ALL = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
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
                row.getInteger("plan_version"),
                ChargeKind.valueOf(row.getString("kind")),
                ChargeSource.valueOf(row.getString("source")),
                ChargeDescription.valueOf(row.getString("description")),
                row.getUUID("corrects"),
                row.getString("reason"),
                row.getOffsetDateTime("period_start").toInstant(),
                row.getOffsetDateTime("period_end").toInstant(),
                new Money(row.getBigDecimal("amount"), currency).amount(),
                currency,
                tax(row.getBigDecimal("tax_amount"), currency),
                row.getBigDecimal("tax_rate"),
                row.getString("tax_country"),
                Collector.valueOf(row.getString("collected_by")),
                row.getOffsetDateTime("charged_at").toInstant());
    }

    private static @Nullable BigDecimal tax(@Nullable BigDecimal stored, String currency) {
        return stored == null ? null : new Money(stored, currency).amount();
    }
}
