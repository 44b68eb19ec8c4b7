package dev.sotto.billing.subscriptions;

import dev.sotto.billing.ListScope;
import dev.sotto.billing.plans.PlanQueries;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Reads subscriptions. */
@ApplicationScoped
class SubscriptionQueries {

    static final String OF_TENANT = "select " + SubscriptionRow.COLUMNS + """
             from subscriptions s where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_RESELLER = "select " + SubscriptionRow.COLUMNS + """
             from subscriptions s where reseller_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_ALL = "select " + SubscriptionRow.COLUMNS + """
             from subscriptions s where cast($1 as uuid) is null and id < $2 order by id desc limit $3
            """;
    static final String OF_PLAN = "select " + SubscriptionRow.COLUMNS + """
             from subscriptions s where subscription_plan_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_PLAN_AND_RESELLER = "select " + SubscriptionRow.COLUMNS + """
             from subscriptions s where subscription_plan_id = $1 and reseller_id = $4 and id < $2
            order by id desc limit $3
            """;
    private static final String GET = "select " + SubscriptionRow.COLUMNS + """
             from subscriptions s where id = $1 and (cast($2 as uuid) is null or tenant_id = $2)
            """;

    private final ScopedTransaction transactions;
    private final PlanQueries plans;

    SubscriptionQueries(ScopedTransaction transactions, PlanQueries plans) {
        this.transactions = transactions;
        this.plans = plans;
    }

    Uni<Page<SubscriptionView>> list(Caller caller, ListScope listScope, PageRequest page) {
        return transactions
                .read(
                        caller,
                        SubscriptionRow::view,
                        listScope.choose(OF_TENANT, OF_RESELLER, OF_ALL),
                        listScope.id(),
                        page.before(),
                        page.fetch())
                .map(fetched -> page.page(fetched, SubscriptionView::id));
    }

    /** Returns the subscribers of a plan that the caller may see; a reseller sees its own. */
    Uni<Page<SubscriptionView>> subscribers(Caller caller, UUID planId, PageRequest page) {
        UUID resellerId = caller.scope().resellerId();
        Uni<List<SubscriptionView>> fetched = resellerId == null
                ? transactions.read(caller, SubscriptionRow::view, OF_PLAN, planId, page.before(), page.fetch())
                : transactions.read(
                        caller,
                        SubscriptionRow::view,
                        OF_PLAN_AND_RESELLER,
                        planId,
                        page.before(),
                        page.fetch(),
                        resellerId);
        return plans.get(caller, planId).chain(() -> fetched).map(rows -> page.page(rows, SubscriptionView::id));
    }

    Uni<SubscriptionView> get(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller, SubscriptionRow::view, GET, id, caller.scope().tenantId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }
}
