package dev.sotto.billing.subscriptions;

import static java.util.Objects.requireNonNull;

import dev.sotto.billing.charges.ChargeLedger;
import dev.sotto.billing.charges.ChargeLine;
import dev.sotto.billing.charges.SourceEvent;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingPeriod;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Updates a tenant's subscription after a change of the tenant. Everything runs in the inbox's transaction. The
 * replica's row serves as a lock, and {@code tenant_version} makes older events change nothing.
 */
@ApplicationScoped
class FollowTenant {

    private static final String IS_SUBSCRIBED = "select id from subscriptions where tenant_id = $1";
    private static final String FIND = """
            select id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, version,
                created_at, updated_at, tenant_version
            from subscriptions where tenant_id = $1 for update
            """;
    private static final String PRICE = """
            select price_monthly, currency from subscription_plans
            where id = $1 and (reseller_id is null or reseller_id = $2)
            """;
    private static final String SUBSCRIBE = """
            insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor,
                next_charge_at, charged_periods, tenant_version, created_at, updated_at)
            values ($1, $2, $3, $4, 'Manual', 'Active', $5, $6, 1, $7, now(), now())
            returning id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, version,
                created_at, updated_at
            """;
    private static final String MOVE = """
            update subscriptions
            set subscription_plan_id = $2, reseller_id = $3, tenant_version = $4, version = version + 1, updated_at = now()
            where id = $1
            returning id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, version,
                created_at, updated_at
            """;
    private static final String NOTE = "update subscriptions set tenant_version = $2 where id = $1";

    private final ScopedTransaction transactions;
    private final ChargeLedger chargeLedger;

    FollowTenant(ScopedTransaction transactions, ChargeLedger chargeLedger) {
        this.transactions = transactions;
        this.chargeLedger = chargeLedger;
    }

    /** @param tenantVersion the version of the tenant that it follows */
    private record Followed(SubscriptionView subscription, long tenantVersion) {

        static Followed of(Row row) {
            return new Followed(Subscription.view(row), row.getLong("tenant_version"));
        }
    }

    /** Must not be called inside a transaction. A subscription is never removed. */
    Uni<Boolean> isSubscribed(Caller caller, UUID tenantId) {
        return transactions
                .readFirst(caller, row -> row.getUUID("id"), IS_SUBSCRIBED, tenantId)
                .map(found -> found != null);
    }

    /**
     * Handles a tenant with a plan: the first time it subscribes and charges the tenant, later it changes the plan.
     *
     * @param terms null if the tenant has a subscription
     */
    Uni<Void> follow(SqlTransaction transaction, CloudEvent<TenantChanged> event, @Nullable ResellerTerms terms) {
        return transaction
                .first(Followed::of, FIND, event.data().tenantId())
                .flatMap(known -> known == null
                        ? subscribe(transaction, event, requireNonNull(terms, "terms"))
                        : move(transaction, known, event.data()));
    }

    private Uni<Void> subscribe(SqlTransaction transaction, CloudEvent<TenantChanged> event, ResellerTerms terms) {
        TenantChanged tenant = event.data();
        // Rounded to PostgreSQL's microseconds, so that periods are always computed from the same anchor.
        BillingPeriod first = BillingPeriod.nth(tenant.anchor().truncatedTo(ChronoUnit.MICROS), 0);
        UUID id = Ids.next();
        return price(transaction, tenant)
                .map(price -> charge(tenant, id, first, price))
                .call(() -> announced(
                        transaction,
                        SUBSCRIBE,
                        id,
                        tenant.tenantId(),
                        tenant.resellerId(),
                        tenant.subscriptionPlanId(),
                        utc(first.start()),
                        utc(first.end()),
                        tenant.version()))
                .flatMap(charge -> chargeLedger.write(transaction, List.of(charge), terms));
    }

    private static ChargeLine charge(TenantChanged tenant, UUID id, BillingPeriod period, Money price) {
        return ChargeLine.charge(
                new ChargeLine.PlanSubscription(
                        tenant.tenantId(), tenant.resellerId(), id, tenant.subscriptionPlanId(), 1),
                SourceEvent.periodBegins(id, period.start()),
                period.start(),
                period.end(),
                price,
                ChargeDescription.Period);
    }

    private static Uni<Void> move(SqlTransaction transaction, Followed known, TenantChanged tenant) {
        if (tenant.version() <= known.tenantVersion()) {
            return Uni.createFrom().voidItem();
        }
        UUID id = known.subscription().id();
        if (Subscription.standsOn(known.subscription(), tenant.subscriptionPlanId(), tenant.resellerId())) {
            return transaction.execute(NOTE, id, tenant.version()).replaceWithVoid();
        }
        return price(transaction, tenant)
                .chain(() -> announced(
                        transaction, MOVE, id, tenant.subscriptionPlanId(), tenant.resellerId(), tenant.version()));
    }

    /** The plan must exist, and belong to this reseller or to the system. */
    private static Uni<Money> price(SqlTransaction transaction, TenantChanged tenant) {
        return transaction
                .first(
                        row -> new Money(row.getBigDecimal("price_monthly"), row.getString("currency")),
                        PRICE,
                        tenant.subscriptionPlanId(),
                        tenant.resellerId())
                .onItem()
                .ifNull()
                .failWith(() -> new InvalidEvent(
                        "plan " + tenant.subscriptionPlanId() + " is not sold by reseller " + tenant.resellerId()));
    }

    private static Uni<Void> announced(SqlTransaction transaction, String statement, @Nullable Object... parameters) {
        return transaction
                .first(Subscription::view, statement, parameters)
                .flatMap(now -> transaction.publish(Subscription.changed(now)));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
