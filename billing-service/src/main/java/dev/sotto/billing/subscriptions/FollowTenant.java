package dev.sotto.billing.subscriptions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.billing.charges.Charge;
import dev.sotto.billing.charges.ChargeLedger;
import dev.sotto.billing.commission.RateHistory;
import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingPeriod;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Updates a tenant's subscription after a change of the tenant. Everything runs in the inbox's transaction. The
 * replica's row serves as a lock, and its version makes older events change nothing.
 */
@ApplicationScoped
class FollowTenant {

    private static final String STORE = """
            insert into tenant_replica (id, tenant_id, reseller_id, version, data)
            values ($1, $1, $2, $3, cast(cast($4 as text) as jsonb))
            on conflict (id) do update
                set reseller_id = excluded.reseller_id, version = excluded.version, data = excluded.data
                where tenant_replica.version < excluded.version
            """;
    private static final String FIND = """
            select id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, version,
                created_at, updated_at
            from subscriptions where tenant_id = $1 for update
            """;
    private static final String PRICE = """
            select price_monthly, currency from subscription_plans
            where id = $1 and (reseller_id is null or reseller_id = $2)
            """;
    private static final String SUBSCRIBE = """
            insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor,
                next_charge_at, charged_periods, created_at, updated_at)
            values ($1, $2, $3, $4, 'Manual', 'Active', $5, $6, 1, now(), now())
            returning id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, version,
                created_at, updated_at
            """;
    private static final String MOVE = """
            update subscriptions
            set subscription_plan_id = $2, reseller_id = $3, version = version + 1, updated_at = now()
            where id = $1
            returning id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at, version,
                created_at, updated_at
            """;

    private final ChargeLedger chargeLedger;

    FollowTenant(ChargeLedger chargeLedger) {
        this.chargeLedger = chargeLedger;
    }

    /** Handles a tenant without a plan: only stores it. */
    Uni<Void> store(SqlTransaction transaction, TenantChanged tenant) {
        return isNews(transaction, tenant).replaceWithVoid();
    }

    /** Handles a tenant with a plan: the first time it subscribes and charges the tenant, later it changes the plan. */
    Uni<Void> follow(SqlTransaction transaction, CloudEvent<TenantChanged> event, RateHistory rates) {
        return isNews(transaction, event.data())
                .flatMap(news -> news
                        ? inLine(transaction, event, rates)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Boolean> isNews(SqlTransaction transaction, TenantChanged tenant) {
        return transaction
                .execute(STORE, tenant.tenantId(), tenant.resellerId(), tenant.version(), json(tenant))
                .map(rows -> rows == 1);
    }

    private Uni<Void> inLine(SqlTransaction transaction, CloudEvent<TenantChanged> event, RateHistory rates) {
        TenantChanged tenant = event.data();
        return transaction
                .first(Subscription::view, FIND, tenant.tenantId())
                .flatMap(known ->
                        known == null ? subscribe(transaction, event, rates) : move(transaction, known, tenant));
    }

    private Uni<Void> subscribe(SqlTransaction transaction, CloudEvent<TenantChanged> event, RateHistory rates) {
        TenantChanged tenant = event.data();
        // Rounded to PostgreSQL's microseconds, so that periods are always computed from the same anchor.
        BillingPeriod first = BillingPeriod.nth(tenant.anchor().truncatedTo(ChronoUnit.MICROS), 0);
        UUID id = Ids.next();
        return price(transaction, tenant)
                .map(price -> charge(event, id, first, price))
                .call(() -> announced(
                        transaction,
                        SUBSCRIBE,
                        id,
                        tenant.tenantId(),
                        tenant.resellerId(),
                        tenant.subscriptionPlanId(),
                        utc(first.start()),
                        utc(first.end())))
                .flatMap(charge -> chargeLedger.write(transaction, charge, rates));
    }

    private static Charge charge(CloudEvent<TenantChanged> event, UUID id, BillingPeriod period, Money price) {
        TenantChanged tenant = event.data();
        return new Charge(
                tenant.tenantId(), tenant.resellerId(), id, tenant.subscriptionPlanId(), period, price, event.id());
    }

    private static Uni<Void> move(SqlTransaction transaction, SubscriptionView known, TenantChanged tenant) {
        if (Subscription.standsOn(known, tenant.subscriptionPlanId(), tenant.resellerId())) {
            return Uni.createFrom().voidItem();
        }
        return price(transaction, tenant)
                .chain(() ->
                        announced(transaction, MOVE, known.id(), tenant.subscriptionPlanId(), tenant.resellerId()));
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

    private static String json(TenantChanged tenant) {
        try {
            return EventJson.MAPPER.writeValueAsString(tenant);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
