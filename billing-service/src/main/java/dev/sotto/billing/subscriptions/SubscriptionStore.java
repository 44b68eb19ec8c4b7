package dev.sotto.billing.subscriptions;

import dev.sotto.billing.charges.ChargeLedger;
import dev.sotto.billing.charges.ChargeLine;
import dev.sotto.billing.charges.SourceEvent;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one subscription in a transaction. Its row is the lock: whoever changes a subscription holds it, so
 * simultaneous changes, cancellations and periods take place one after another.
 */
@ApplicationScoped
class SubscriptionStore {

    private static final String SELECT =
            "select " + SubscriptionRow.COLUMNS + ", " + SubscriptionRow.PLAN_COLUMNS + """
            , s.quota_anchor, s.ended_at, s.charge_id, s.assignment, s.tenant_version,
                n.price_monthly as pending_price_monthly, n.price_yearly as pending_price_yearly,
                n.currency as pending_currency,
                c.amount as paid_amount, c.currency as paid_currency, c.period_start as paid_from, c.period_end as paid_to
            from subscriptions s
            join subscription_plan_versions v
                on v.subscription_plan_id = s.subscription_plan_id and v.plan_version = s.plan_version
            left join subscription_plan_versions n
                on n.subscription_plan_id = s.pending_plan_id and n.plan_version = s.pending_plan_version
            left join charges c on c.tenant_id = s.tenant_id and c.id = s.charge_id
            """;
    static final String LOAD = SELECT + " where s.id = $1";
    private static final String LOAD_ALL = SELECT + " where s.id = any ($1)";
    /** A statement of its own: one that waits for a lock does not see what others wrote into other tables meanwhile. */
    private static final String LOCK = "select id from subscriptions where id = $1 for update";

    private static final String INSERT = """
            insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, plan_version, source, status, anchor,
                billing_interval, time_zone, next_charge_at, charged_periods, period_start, period_end, next_period_end,
                quota_anchor, trial_ends_at, pending_plan_id, pending_plan_version, pending_interval, ends_at, assignment,
                tenant_version, created_at, updated_at)
            values ($1, $2, $3, $4, $5, 'Manual', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                $22, now(), now())
            """;
    private static final String UPDATE = """
            update subscriptions
            set subscription_plan_id = $2, plan_version = $3, status = $4, anchor = $5, billing_interval = $6,
                next_charge_at = $7, charged_periods = $8, period_start = $9, period_end = $10, next_period_end = $11,
                quota_anchor = $12, trial_ends_at = $13, pending_plan_id = $14, pending_plan_version = $15,
                pending_interval = $16, pending_due_at = $17, ends_at = $18, ended_at = $19,
                charge_id = coalesce(cast($20 as uuid),
                    (select id from charges where source = 'Subscription' and source_event_id = $21 and kind = 'Charge')),
                version = version + 1, updated_at = now()
            where id = $1
            """;
    private static final String FIRST_CHARGE = """
            update subscriptions
            set charge_id = (select id from charges where source = 'Subscription' and source_event_id = $2 and kind = 'Charge')
            where id = $1
            """;

    private final ChargeLedger ledger;

    SubscriptionStore(ChargeLedger ledger) {
        this.ledger = ledger;
    }

    /** Locks and reads a subscription; null if the transaction's caller sees none. */
    Uni<@Nullable LoadedSubscription> lock(SqlTransaction transaction, UUID id) {
        return transaction.execute(LOCK, id).chain(() -> load(transaction, id));
    }

    private static Uni<@Nullable LoadedSubscription> load(SqlTransaction transaction, UUID id) {
        return transaction.first(LoadedSubscription::of, LOAD, id);
    }

    /** Publishes what others need to know of subscriptions that a statement has changed. */
    Uni<Void> publish(SqlTransaction transaction, List<UUID> ids) {
        return transaction
                .list(LoadedSubscription::of, LOAD_ALL, (Object) ids.toArray(UUID[]::new))
                .flatMap(changed -> Multi.createFrom()
                        .iterable(changed)
                        .onItem()
                        .transformToUniAndConcatenate(one -> transaction.publish(one.event()))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** Who subscribes, and which decision of tenant-service that follows. */
    record Subscriber(UUID id, UUID tenantId, long assignment, long tenantVersion) {}

    /** Writes a new subscription with its first charge, and publishes it. */
    Uni<Void> insert(SqlTransaction transaction, Subscriber subscriber, Transition begun, ResellerTerms terms) {
        SubscriptionState state = begun.after();
        PendingChange pending = state.pending();
        SourceEvent event = SourceEvent.periodBegins(subscriber.id(), state.periodStart());
        return transaction
                .execute(
                        INSERT,
                        subscriber.id(),
                        subscriber.tenantId(),
                        state.resellerId(),
                        state.plan().planId(),
                        state.plan().version(),
                        state.status().name(),
                        utc(state.cycle().anchor()),
                        state.interval().name(),
                        state.cycle().zone().getId(),
                        utc(state.dueAt()),
                        state.index() + 1,
                        utc(state.periodStart()),
                        utc(state.periodEnd()),
                        utc(state.nextPeriodEnd()),
                        utc(state.quotaAnchor()),
                        utc(state.trialEndsAt()),
                        pending == null ? null : pending.plan().planId(),
                        pending == null ? null : pending.plan().version(),
                        pending == null ? null : pending.interval().name(),
                        utc(state.endsAt()),
                        subscriber.assignment(),
                        subscriber.tenantVersion())
                .chain(() -> book(transaction, subscriber, begun.entries(), event, Map.of(state.resellerId(), terms)))
                .chain(() -> transaction.execute(FIRST_CHARGE, subscriber.id(), event.eventId()))
                .chain(() -> load(transaction, subscriber.id()))
                .flatMap(loaded -> transaction.publish(loaded.event()));
    }

    /** Takes a step that is due: a repetition could not charge the same period again. */
    Uni<LoadedSubscription> advance(
            SqlTransaction transaction, LoadedSubscription before, boolean closed, Map<UUID, ResellerTerms> terms) {
        Transition step = SubscriptionRules.advance(before.state(), closed);
        boolean begins = step.entries().stream().allMatch(entry -> entry.description() == ChargeDescription.Period);
        SourceEvent event = begins
                ? SourceEvent.periodBegins(before.view().id(), step.after().periodStart())
                : changeOf(before);
        return apply(transaction, before, step, event, terms);
    }

    /** Takes a step that somebody decided, and publishes what others need to know of it. */
    Uni<LoadedSubscription> change(
            SqlTransaction transaction, LoadedSubscription before, Transition step, Map<UUID, ResellerTerms> terms) {
        return apply(transaction, before, step, changeOf(before), terms);
    }

    /** Each version of a subscription is changed once. */
    private static SourceEvent changeOf(LoadedSubscription before) {
        String name = before.view().id() + "/" + before.view().version();
        return SourceEvent.subscriptionChanges(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private Uni<LoadedSubscription> apply(
            SqlTransaction transaction,
            LoadedSubscription before,
            Transition step,
            SourceEvent event,
            Map<UUID, ResellerTerms> terms) {
        UUID id = before.view().id();
        Subscriber subscriber =
                new Subscriber(id, before.view().tenantId(), before.assignment(), before.tenantVersion());
        return book(transaction, subscriber, step.entries(), event, terms)
                .chain(() -> update(transaction, id, step.after(), event))
                .chain(() -> load(transaction, id))
                .call(after -> after.differsFrom(before)
                        ? transaction.publish(after.event())
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Integer> update(
            SqlTransaction transaction, UUID id, SubscriptionState state, SourceEvent event) {
        PendingChange pending = state.pending();
        Paid paid = state.paid();
        return transaction.execute(
                UPDATE,
                id,
                state.plan().planId(),
                state.plan().version(),
                state.status().name(),
                utc(state.cycle().anchor()),
                state.interval().name(),
                utc(state.dueAt()),
                state.index() + 1,
                utc(state.periodStart()),
                utc(state.periodEnd()),
                utc(state.nextPeriodEnd()),
                utc(state.quotaAnchor()),
                utc(state.trialEndsAt()),
                pending == null ? null : pending.plan().planId(),
                pending == null ? null : pending.plan().version(),
                pending == null ? null : pending.interval().name(),
                pending == null ? null : utc(pending.dueAt()),
                utc(state.endsAt()),
                utc(state.endedAt()),
                paid == null ? null : paid.chargeId(),
                paid == null || paid.chargeId() != null ? null : event.eventId());
    }

    private Uni<Void> book(
            SqlTransaction transaction,
            Subscriber subscriber,
            List<LedgerEntry> entries,
            SourceEvent event,
            Map<UUID, ResellerTerms> terms) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(entry ->
                        ledger.write(transaction, List.of(line(subscriber, entry, event)), termsFor(entry, terms)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A credit takes the terms of its charge, so any will do. */
    private static ResellerTerms termsFor(LedgerEntry entry, Map<UUID, ResellerTerms> terms) {
        ResellerTerms own = terms.get(entry.resellerId());
        if (own == null && entry.kind() == ChargeKind.Charge) {
            throw Problem.unavailable("The subscription changed during the request. Retry.");
        }
        return own == null ? terms.values().iterator().next() : own;
    }

    private static ChargeLine line(Subscriber subscriber, LedgerEntry entry, SourceEvent event) {
        var of = new ChargeLine.PlanSubscription(
                subscriber.tenantId(),
                entry.resellerId(),
                subscriber.id(),
                entry.plan().planId(),
                entry.plan().version());
        return new ChargeLine(
                of,
                entry.kind(),
                event,
                entry.from(),
                entry.to(),
                entry.amount(),
                null,
                entry.description(),
                entry.corrects(),
                null);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
