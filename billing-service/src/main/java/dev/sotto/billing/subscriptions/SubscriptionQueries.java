package dev.sotto.billing.subscriptions;

import dev.sotto.billing.ListScope;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Reads subscriptions. */
@ApplicationScoped
class SubscriptionQueries {

    static final String OF_TENANT = """
            select id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, plan_version, version,
                created_at, updated_at
            from subscriptions where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_RESELLER = """
            select id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, plan_version, version,
                created_at, updated_at
            from subscriptions where reseller_id = $1 and id < $2 order by id desc limit $3
            """;
    static final String OF_ALL = """
            select id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, plan_version, version,
                created_at, updated_at
            from subscriptions where cast($1 as uuid) is null and id < $2 order by id desc limit $3
            """;
    private static final String GET = """
            select id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, plan_version, version,
                created_at, updated_at
            from subscriptions where id = $1 and (cast($2 as uuid) is null or tenant_id = $2)
            """;

    private final ScopedTransaction transactions;

    SubscriptionQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<Page<SubscriptionView>> list(Caller caller, ListScope listScope, PageRequest page) {
        return transactions
                .read(
                        caller,
                        Subscription::view,
                        listScope.choose(OF_TENANT, OF_RESELLER, OF_ALL),
                        listScope.id(),
                        page.before(),
                        page.fetch())
                .map(fetched -> page.page(fetched, SubscriptionView::id));
    }

    Uni<SubscriptionView> get(Caller caller, UUID id) {
        return transactions
                .readFirst(caller, Subscription::view, GET, id, caller.scope().tenantId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }
}
