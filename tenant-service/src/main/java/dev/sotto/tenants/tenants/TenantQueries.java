package dev.sotto.tenants.tenants;

import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.model.tenants.TenantView.PlannedMove;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads tenants. */
@ApplicationScoped
public class TenantQueries {

    private static final String SELECT = """
            select id, reseller_id, name, domain, kind, status, suspensions, reseller_suspensions, subscription_plan_id,
                subscription_id, subscription_status, branding_configuration_id, storage_quota_mb,
                processing_quota_minutes, max_users, nullif(overrides, '{}')::text as overrides, move_reseller_id, move_subscription_plan_id, move_from,
                move_problem, version, created_at, updated_at
            from tenant_overviews
            """;
    private static final String ONE = SELECT + "where id = $1";
    /** Without filters on their own: filters that may be absent would hide from PostgreSQL how few rows a page needs. */
    static final String OF_RESELLER = SELECT + """
            where reseller_id = $1 and id < $2 and kind = 'Customer' order by id desc limit $3
            """;

    static final String OF_PLATFORM = SELECT + """
            where id < $1 and kind = 'Customer' order by id desc limit $2
            """;
    static final String FOUND_OF_RESELLER = SELECT + """
            where reseller_id = $1 and id < $2 and kind = 'Customer'
                and case $3::text when 'Closed' then closed when 'Suspended' then suspended and not closed
                    when 'Active' then not suspended and not closed else true end
                and ($4::uuid is null or subscription_plan_id = $4)
                and ($5::text is null or position(lower($5) in lower(name)) > 0 or position(lower($5) in domain) > 0)
            order by id desc limit $6
            """;
    static final String FOUND_OF_PLATFORM = SELECT + """
            where id < $1 and kind = 'Customer'
                and case $2::text when 'Closed' then closed when 'Suspended' then suspended and not closed
                    when 'Active' then not suspended and not closed else true end
                and ($3::uuid is null or subscription_plan_id = $3)
                and ($4::text is null or position(lower($4) in lower(name)) > 0 or position(lower($4) in domain) > 0)
            order by id desc limit $5
            """;
    private static final String OWN = SELECT + """
            where id = $1 and id < $2
                and case $3::text when 'Closed' then closed when 'Suspended' then suspended and not closed
                    when 'Active' then not suspended and not closed else true end
                and ($4::uuid is null or subscription_plan_id = $4)
                and ($5::text is null or position(lower($5) in lower(name)) > 0 or position(lower($5) in domain) > 0)
            """;
    private static final String ENTITLEMENTS = "select " + Entitlements.COLUMNS + """
             from tenants where id = $1 and ($2::uuid is null or reseller_id = $2)
            """;
    private static final Caller INTERNAL = Caller.system("internal-read");

    private final ScopedTransaction transactions;

    TenantQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** Any tenant of the caller's scope: a reseller sees its house so, too. */
    public Uni<TenantView> one(Caller caller, UUID id) {
        return transactions
                .readFirst(caller, TenantQueries::view, ONE, id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /** A customer's tenant: what may be edited. */
    public Uni<TenantView> customer(Caller caller, UUID id) {
        return one(caller, id).invoke(tenant -> {
            if (tenant.kind() != TenantKind.Customer) {
                throw Problem.notFound();
            }
        });
    }

    /**
     * The filter of a list.
     *
     * @param status the effective status
     * @param search part of a name or domain, in any case
     */
    record Filter(
            @Nullable TenantStatus status,
            @Nullable UUID subscriptionPlanId,
            @Nullable String search) {

        boolean isEmpty() {
            return status == null && subscriptionPlanId == null && search == null;
        }

        @Nullable
        String statusName() {
            return status == null ? null : status.name();
        }
    }

    /** Lists only customer tenants. A tenant's own users get a list of at most one. */
    Uni<Page<TenantView>> list(Caller caller, Filter filter, PageRequest page) {
        return rows(caller, filter, page).map(rows -> page.page(rows, TenantView::id));
    }

    private Uni<List<TenantView>> rows(Caller caller, Filter filter, PageRequest page) {
        if (caller.scope() instanceof Scope.Tenant own) {
            return transactions.read(
                    caller,
                    TenantQueries::view,
                    OWN,
                    own.id(),
                    page.before(),
                    filter.statusName(),
                    filter.subscriptionPlanId(),
                    filter.search());
        }
        return caller.scope() instanceof Scope.Reseller reseller
                ? ofReseller(caller, reseller.id(), filter, page)
                : ofPlatform(caller, filter, page);
    }

    private Uni<List<TenantView>> ofReseller(Caller caller, UUID resellerId, Filter filter, PageRequest page) {
        return filter.isEmpty()
                ? transactions.read(caller, TenantQueries::view, OF_RESELLER, resellerId, page.before(), page.fetch())
                : transactions.read(
                        caller,
                        TenantQueries::view,
                        FOUND_OF_RESELLER,
                        resellerId,
                        page.before(),
                        filter.statusName(),
                        filter.subscriptionPlanId(),
                        filter.search(),
                        page.fetch());
    }

    private Uni<List<TenantView>> ofPlatform(Caller caller, Filter filter, PageRequest page) {
        return filter.isEmpty()
                ? transactions.read(caller, TenantQueries::view, OF_PLATFORM, page.before(), page.fetch())
                : transactions.read(
                        caller,
                        TenantQueries::view,
                        FOUND_OF_PLATFORM,
                        page.before(),
                        filter.statusName(),
                        filter.subscriptionPlanId(),
                        filter.search(),
                        page.fetch());
    }

    /** Returns what {@code tenant-changed} last published, for other services. */
    Uni<TenantChanged> entitlements(UUID id, @Nullable UUID resellerId) {
        return transactions
                .readFirst(INTERNAL, Entitlements::of, ENTITLEMENTS, id, resellerId)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static TenantView view(Row row) {
        String subscriptionStatus = row.getString("subscription_status");
        String overrides = row.getString("overrides");
        return new TenantView(
                row.getUUID("id"),
                row.getUUID("reseller_id"),
                row.getString("name"),
                row.getString("domain"),
                TenantKind.valueOf(row.getString("kind")),
                TenantStatus.valueOf(row.getString("status")),
                Entitlements.suspensions(row.getArrayOfStrings("suspensions")),
                Entitlements.suspensions(row.getArrayOfStrings("reseller_suspensions")),
                row.getUUID("subscription_plan_id"),
                row.getString("subscription_id"),
                subscriptionStatus == null ? null : SubscriptionStatus.valueOf(subscriptionStatus),
                row.getUUID("branding_configuration_id"),
                row.getInteger("storage_quota_mb"),
                row.getInteger("processing_quota_minutes"),
                row.getInteger("max_users"),
                overrides == null ? null : Entitlements.overrides(overrides),
                plannedMove(row),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static @Nullable PlannedMove plannedMove(Row row) {
        UUID resellerId = row.getUUID("move_reseller_id");
        return resellerId == null
                ? null
                : new PlannedMove(
                        resellerId,
                        row.getUUID("move_subscription_plan_id"),
                        row.getOffsetDateTime("move_from").toInstant(),
                        row.getString("move_problem"));
    }
}
