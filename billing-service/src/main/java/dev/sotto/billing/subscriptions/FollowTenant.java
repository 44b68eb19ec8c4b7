package dev.sotto.billing.subscriptions;

import dev.sotto.billing.commission.ResellerRates;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.PlanAssignment;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows tenant-service's decisions on a tenant's plan: its creation, another plan, a transfer. Each decision is
 * followed once, by its number; older events and repetitions change nothing. Everything runs in the inbox's
 * transaction.
 */
@ApplicationScoped
class FollowTenant {

    private static final String FIND = """
            select id, reseller_id, subscription_plan_id, assignment, tenant_version from subscriptions where tenant_id = $1
            """;
    private static final String NOTE =
            "update subscriptions set tenant_version = greatest(tenant_version, $2) where id = $1";
    private static final String FOLLOW = """
            update subscriptions set reseller_id = $2, tenant_version = greatest(tenant_version, $3), assignment = $4
            where id = $1
            """;

    private final ScopedTransaction transactions;
    private final ResellerRates rates;
    private final SubscriptionStore store;
    private final AdvanceSubscriptions advance;

    FollowTenant(
            ScopedTransaction transactions,
            ResellerRates rates,
            SubscriptionStore store,
            AdvanceSubscriptions advance) {
        this.transactions = transactions;
        this.rates = rates;
        this.store = store;
        this.advance = advance;
    }

    /** What a subscription follows already. */
    private record Known(UUID id, UUID resellerId, UUID planId, long assignment, long tenantVersion) {

        static Known of(Row row) {
            return new Known(
                    row.getUUID("id"),
                    row.getUUID("reseller_id"),
                    row.getUUID("subscription_plan_id"),
                    row.getLong("assignment"),
                    row.getLong("tenant_version"));
        }

        /** Older events have no number: then another plan or reseller is a decision. */
        boolean isFollowing(TenantChanged tenant) {
            PlanAssignment assigned = tenant.assignment();
            if (assigned != null) {
                return assigned.number() <= assignment;
            }
            boolean stands = planId.equals(tenant.subscriptionPlanId()) && resellerId.equals(tenant.resellerId());
            return stands || tenant.version() <= tenantVersion;
        }
    }

    /** Returns the terms that following needs; none if there is nothing to follow. Not inside a transaction. */
    Uni<Map<UUID, ResellerTerms>> termsFor(Caller caller, TenantChanged tenant) {
        return transactions
                .readFirst(caller, Known::of, FIND, tenant.tenantId())
                .flatMap(known -> {
                    Set<UUID> resellers = new LinkedHashSet<>();
                    if (known == null || !known.isFollowing(tenant)) {
                        resellers.add(tenant.resellerId());
                    }
                    if (known != null && !known.isFollowing(tenant)) {
                        resellers.add(known.resellerId());
                    }
                    return terms(caller, resellers);
                });
    }

    private Uni<Map<UUID, ResellerTerms>> terms(Caller caller, Set<UUID> resellers) {
        Map<UUID, ResellerTerms> found = new HashMap<>();
        return Multi.createFrom()
                .iterable(resellers)
                .onItem()
                .transformToUniAndConcatenate(
                        reseller -> rates.find(caller, reseller).invoke(terms -> found.put(reseller, terms)))
                .collect()
                .last()
                .replaceWith(found);
    }

    /** Subscribes a tenant with a plan, or changes its subscription to what was decided. */
    Uni<Void> follow(SqlTransaction transaction, CloudEvent<TenantChanged> event, Map<UUID, ResellerTerms> terms) {
        TenantChanged tenant = event.data();
        return transaction.first(Known::of, FIND, tenant.tenantId()).flatMap(known -> {
            if (known == null) {
                return subscribe(transaction, tenant, terms);
            }
            return known.isFollowing(tenant)
                    ? transaction.execute(NOTE, known.id(), tenant.version()).replaceWithVoid()
                    : change(transaction, known.id(), event, terms);
        });
    }

    private Uni<Void> subscribe(SqlTransaction transaction, TenantChanged tenant, Map<UUID, ResellerTerms> terms) {
        PlanAssignment assigned = tenant.assignment();
        ResellerTerms own = terms.get(tenant.resellerId());
        BillingInterval wanted =
                assigned == null || assigned.interval() == null ? BillingInterval.Month : assigned.interval();
        int trialDays = assigned == null ? 0 : assigned.trialDays();
        UUID afterTrial = assigned == null || trialDays == 0 ? null : assigned.planAfterTrialId();
        return plan(transaction, tenant)
                .flatMap(plan -> after(transaction, tenant, afterTrial).map(after -> {
                    PlanPrice charged = after == null ? plan : after;
                    return SubscriptionRules.begin(new SubscriptionRules.Beginning(
                            tenant.resellerId(),
                            plan,
                            charged.soldBy(wanted),
                            own.zone(),
                            micros(tenant.anchor()),
                            trialDays,
                            after));
                }))
                .flatMap(begun -> store.insert(
                        transaction,
                        new SubscriptionStore.Subscriber(
                                Ids.next(), tenant.tenantId(), number(tenant, 1), tenant.version()),
                        begun,
                        own));
    }

    private static Uni<@Nullable PlanPrice> after(
            SqlTransaction transaction, TenantChanged tenant, @Nullable UUID planId) {
        return planId == null ? Uni.createFrom().nullItem() : plan(transaction, tenant, planId, 0);
    }

    private Uni<Void> change(
            SqlTransaction transaction, UUID id, CloudEvent<TenantChanged> event, Map<UUID, ResellerTerms> terms) {
        TenantChanged tenant = event.data();
        PlanAssignment assigned = tenant.assignment();
        Instant at = micros(assigned == null ? event.time() : assigned.assignedAt());
        return store.lock(transaction, id)
                .flatMap(loaded -> advance.catchUp(transaction, loaded, at, terms))
                .flatMap(loaded -> plan(transaction, tenant)
                        .call(() -> transaction.execute(
                                FOLLOW, id, tenant.resellerId(), tenant.version(), number(tenant, loaded.assignment())))
                        .flatMap(plan -> {
                            BillingInterval wanted = assigned == null || assigned.interval() == null
                                    ? loaded.state().interval()
                                    : assigned.interval();
                            Transition step = SubscriptionRules.change(
                                    loaded.state(), tenant.resellerId(), plan, plan.soldBy(wanted), at);
                            return store.change(transaction, loaded, step, terms);
                        }))
                .replaceWithVoid();
    }

    private static long number(TenantChanged tenant, long otherwise) {
        return tenant.assignment() == null ? otherwise : tenant.assignment().number();
    }

    private static Uni<PlanPrice> plan(SqlTransaction transaction, TenantChanged tenant) {
        PlanAssignment assigned = tenant.assignment();
        return plan(transaction, tenant, tenant.subscriptionPlanId(), assigned == null ? 0 : assigned.planVersion());
    }

    /** The plan must exist, and belong to this reseller or to the system. */
    private static Uni<PlanPrice> plan(SqlTransaction transaction, TenantChanged tenant, UUID planId, int version) {
        return PlanPrices.find(transaction, planId, tenant.resellerId(), version)
                .onItem()
                .ifNull()
                .failWith(() -> new InvalidEvent("plan " + planId + " is not sold by reseller " + tenant.resellerId()))
                .map(PlanPrices.Offer::price);
    }

    /** Rounded to PostgreSQL's microseconds, so that periods are always computed from the same anchor. */
    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
