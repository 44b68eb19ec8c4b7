package dev.sotto.billing.charges;

import dev.sotto.billing.LedgerFilter;
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
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads charges. */
@ApplicationScoped
class ChargeQueries {

    static final String OF_TENANT = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
            from charges
            where tenant_id = $1 and id < $2 and (cast($4 as text) is null or kind = $4)
                and (cast($5 as timestamptz) is null or charged_at >= $5)
                and (cast($6 as timestamptz) is null or charged_at < $6)
            order by id desc limit $3
            """;
    static final String OF_RESELLER = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
            from charges
            where reseller_id = $1 and id < $2 and (cast($4 as text) is null or kind = $4)
                and (cast($5 as timestamptz) is null or charged_at >= $5)
                and (cast($6 as timestamptz) is null or charged_at < $6)
            order by id desc limit $3
            """;
    static final String OF_ALL = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
            from charges
            where cast($1 as uuid) is null and id < $2 and (cast($4 as text) is null or kind = $4)
                and (cast($5 as timestamptz) is null or charged_at >= $5)
                and (cast($6 as timestamptz) is null or charged_at < $6)
            order by id desc limit $3
            """;
    static final String GET = """
            select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                description, corrects, reason, period_start, period_end, amount, currency, tax_amount, tax_rate,
                tax_country, collected_by, charged_at
            from charges where id = $1 and (cast($2 as uuid) is null or tenant_id = $2)
            """;

    private final ScopedTransaction transactions;

    ChargeQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** @param kind null for all */
    Uni<Page<ChargeView>> list(
            Caller caller, ListScope listScope, @Nullable ChargeKind kind, LedgerFilter filter, PageRequest page) {
        return transactions
                .read(
                        caller,
                        ChargeQueries::view,
                        listScope.choose(OF_TENANT, OF_RESELLER, OF_ALL),
                        listScope.id(),
                        page.before(),
                        page.fetch(),
                        kind == null ? null : kind.name(),
                        filter.fromUtc(),
                        filter.toUtc())
                .map(fetched -> page.page(fetched, ChargeView::id));
    }

    Uni<ChargeView> get(Caller caller, UUID id) {
        return find(caller, id).onItem().ifNull().failWith(Problem::notFound);
    }

    /** Returns null if the caller sees no such line. */
    Uni<@Nullable ChargeView> find(Caller caller, UUID id) {
        return transactions.readFirst(
                caller, ChargeQueries::view, GET, id, caller.scope().tenantId());
    }

    static ChargeView view(Row row) {
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
