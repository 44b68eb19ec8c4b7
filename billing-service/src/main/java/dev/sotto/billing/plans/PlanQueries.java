package dev.sotto.billing.plans;

import dev.sotto.model.billing.PlanVersionView;
import dev.sotto.model.billing.PlanView;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads plans: resellers and tenants see their reseller's and the system plans; the platform sees all. */
@ApplicationScoped
public class PlanQueries {

    private static final Caller INTERNAL = Caller.system("internal-read");
    private static final String COLUMNS = """
            id, reseller_id, name, description, price_monthly, price_yearly, currency, storage_quota_mb,
            processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight,
            features::text as features, status, current_version, version, created_at, updated_at""";
    /** Merges two lists, each read along its own index. No index gives the order of one condition with an OR. */
    static final String LIST_SOLD_BY = BoundedPage.of(COLUMNS, """
            (select * from subscription_plans where reseller_id = $1 and id < $2 order by id desc limit $3)
            union all
            (select * from subscription_plans where reseller_id is null and status <> 'Draft' and id < $2
                order by id desc limit $3)
            order by id desc limit $3
            """);

    /** The same for tenants, which see what is on sale. */
    static final String LIST_OFFERED = BoundedPage.of(COLUMNS, """
            (select * from subscription_plans where reseller_id = $1 and status = 'Published' and id < $2
                order by id desc limit $3)
            union all
            (select * from subscription_plans where reseller_id is null and status = 'Published' and id < $2
                order by id desc limit $3)
            order by id desc limit $3
            """);

    static final String LIST_ALL = BoundedPage.of(COLUMNS, """
            select * from subscription_plans where id < $1 order by id desc limit $2
            """);
    private static final String GET = """
            select id, reseller_id, name, description, price_monthly, price_yearly, currency, storage_quota_mb,
                processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight,
                features::text as features, status, current_version, version, created_at, updated_at
            from subscription_plans
            where id = $1 and (cast($2 as uuid) is null or reseller_id = $2 and (status <> 'Draft' or not $3)
                or reseller_id is null and status <> 'Draft')
            """;
    static final String VERSIONS = BoundedPage.of("""
            id, subscription_plan_id, plan_version, price_monthly, price_yearly, currency, storage_quota_mb,
            processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight,
            features::text as features, created_at""", """
            select * from subscription_plan_versions where subscription_plan_id = $1 and id < $2 order by id desc limit $3
            """);

    private final ScopedTransaction transactions;

    PlanQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<Page<PlanView>> list(Caller caller, PageRequest page) {
        UUID resellerId = caller.scope().resellerId();
        var view = BoundedPage.row(PlanRow::view);
        String sold = isCustomer(caller) ? LIST_OFFERED : LIST_SOLD_BY;
        var listed = resellerId == null
                ? transactions.read(caller, view, LIST_ALL, page.before(), page.fetch())
                : transactions.read(caller, view, sold, resellerId, page.before(), page.fetch());
        return listed.map(rows -> BoundedPage.page(page, rows, PlanView::id));
    }

    /** Returns a plan that the caller may see. Drafts are seen by their owner and the platform. */
    public Uni<PlanView> get(Caller caller, UUID id) {
        return transactions
                .readFirst(caller, PlanRow::view, GET, id, caller.scope().resellerId(), isCustomer(caller))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /** Returns the versions of a plan that the caller may see, newest first. */
    Uni<Page<PlanVersionView>> versions(Caller caller, UUID id, PageRequest page) {
        return get(caller, id)
                .chain(() -> transactions.read(
                        caller, BoundedPage.row(PlanRow::version), VERSIONS, id, page.before(), page.fetch()))
                .map(rows -> BoundedPage.page(page, rows, PlanVersionView::id));
    }

    private static boolean isCustomer(Caller caller) {
        return caller.scope().tenantId() != null;
    }

    /** Returns a plan as events contain it, if this reseller may sell it. */
    Uni<PlanChanged> fact(UUID id, @Nullable UUID resellerId) {
        return transactions
                .readFirst(INTERNAL, PlanRow::view, GET, id, resellerId, false)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .map(PlanRow::changed);
    }
}
