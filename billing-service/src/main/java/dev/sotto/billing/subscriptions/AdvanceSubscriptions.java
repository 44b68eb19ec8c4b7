package dev.sotto.billing.subscriptions;

import dev.sotto.billing.commission.ResellerRates;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Moves subscriptions on by the clock: a period or trial ends, or a planned change is due. One step of each per round,
 * until none is due. Several processes may share the work, because each takes only rows that no other has locked.
 */
@ApplicationScoped
public class AdvanceSubscriptions {

    private static final Logger LOG = Logger.getLogger(AdvanceSubscriptions.class);
    private static final Caller CHARGING = Caller.system("charging");
    /**
     * While a tenant or its reseller is closed, only periods that have ended are due. They are skipped without a
     * charge.
     */
    private static final String RESELLERS = """
            select distinct s.reseller_id from subscriptions s
            left join replicas t on t.topic = 'tenant-changed' and t.id = s.tenant_id and t.status = 'Closed'
            left join replicas r on r.topic = 'reseller-changed' and r.id = s.reseller_id and r.status = 'Closed'
            where s.status in ('Trial', 'Active', 'Cancelled') and s.next_charge_at <= $1
                and (coalesce(t.id, r.id) is null or s.next_period_end <= $1)
            order by s.reseller_id limit 200
            """;

    private static final String TAKE = """
            select s.id, coalesce(t.id, r.id) is not null as closed
            from subscriptions s
            left join replicas t on t.topic = 'tenant-changed' and t.id = s.tenant_id and t.status = 'Closed'
            left join replicas r on r.topic = 'reseller-changed' and r.id = s.reseller_id and r.status = 'Closed'
            where s.status in ('Trial', 'Active', 'Cancelled') and s.next_charge_at <= $1 and s.reseller_id = any ($2)
                and (coalesce(t.id, r.id) is null or s.next_period_end <= $1)
            order by s.next_charge_at limit 100 for update of s skip locked
            """;
    private static final String DUE_ONE = """
            select s.reseller_id from subscriptions s
            where s.id = $1 and s.status in ('Trial', 'Active', 'Cancelled') and s.next_charge_at <= $2
            """;
    private static final String CLOSED = """
            select exists (select from replicas where (topic = 'tenant-changed' and id = $1 or topic = 'reseller-changed' and id = $2)
                and status = 'Closed') as closed
            """;

    private final ScopedTransaction transactions;
    private final ResellerRates rates;
    private final SubscriptionStore store;
    private final Duration patience;

    AdvanceSubscriptions(
            ScopedTransaction transactions, ResellerRates rates, SubscriptionStore store, ChargingSettings settings) {
        this.transactions = transactions;
        this.rates = rates;
        this.store = store;
        this.patience = settings.patience();
    }

    /** Runs one round for {@code now}; returns whether there may be more. */
    public Uni<Boolean> advance(Instant now) {
        OffsetDateTime due = now.atOffset(ZoneOffset.UTC);
        return transactions
                .read(CHARGING, row -> row.getUUID("reseller_id"), RESELLERS, due)
                .flatMap(this::termsOf)
                .flatMap(known -> known.isEmpty() ? Uni.createFrom().item(false) : advanceDue(due, known));
    }

    /**
     * Moves one subscription on until nothing is due at {@code now}, unless it is closed. A change that somebody asks for
     * follows what had to come before it. Must not be called inside a transaction.
     */
    Uni<Void> advanceOne(UUID id, Instant now) {
        return transactions
                .readFirst(CHARGING, row -> row.getUUID("reseller_id"), DUE_ONE, id, now.atOffset(ZoneOffset.UTC))
                .flatMap(reseller -> reseller == null
                        ? Uni.createFrom().voidItem()
                        : rates.find(CHARGING, reseller)
                                .flatMap(terms -> transactions.sql(
                                        CHARGING,
                                        transaction -> store.lock(transaction, id)
                                                .flatMap(loaded ->
                                                        catchUp(transaction, loaded, now, Map.of(reseller, terms)))))
                                .replaceWithVoid());
    }

    /** Takes all steps that are due at {@code at}. The subscription must be locked. */
    Uni<LoadedSubscription> catchUp(
            SqlTransaction transaction, LoadedSubscription loaded, Instant at, Map<UUID, ResellerTerms> terms) {
        if (!loaded.state().isDue(at)) {
            return Uni.createFrom().item(loaded);
        }
        return transaction
                .first(
                        row -> row.getBoolean("closed"),
                        CLOSED,
                        loaded.view().tenantId(),
                        loaded.view().resellerId())
                .flatMap(closed -> catchUp(transaction, loaded, at, closed, terms));
    }

    private Uni<LoadedSubscription> catchUp(
            SqlTransaction transaction,
            LoadedSubscription loaded,
            Instant at,
            boolean closed,
            Map<UUID, ResellerTerms> terms) {
        SubscriptionState state = loaded.state();
        boolean waits = closed && state.nextPeriodEnd().isAfter(at);
        return !state.isDue(at) || waits
                ? Uni.createFrom().item(loaded)
                : store.advance(transaction, loaded, closed, terms)
                        .flatMap(after -> catchUp(transaction, after, at, closed, terms));
    }

    /**
     * Returns the terms that are available. A reseller without available terms waits for a later round and does not
     * delay others. If reseller-service answers slowly or not at all, known terms are used.
     */
    private Uni<Map<UUID, ResellerTerms>> termsOf(List<UUID> resellers) {
        Map<UUID, ResellerTerms> known = new HashMap<>();
        long began = System.nanoTime();
        return Multi.createFrom()
                .iterable(resellers)
                .onItem()
                .transformToUniAndConcatenate(reseller -> termsOf(reseller, began)
                        .invoke(terms -> known.put(reseller, terms))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("charges of reseller %s wait: %s", reseller, failure))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWith(known);
    }

    private Uni<ResellerTerms> termsOf(UUID reseller, long began) {
        boolean mayAsk = System.nanoTime() - began < patience.toNanos();
        return mayAsk ? rates.find(CHARGING, reseller) : rates.findKnown(CHARGING, reseller);
    }

    private Uni<Boolean> advanceDue(OffsetDateTime due, Map<UUID, ResellerTerms> known) {
        UUID[] resellers = known.keySet().toArray(UUID[]::new);
        return transactions.sql(
                CHARGING,
                transaction -> transaction
                        .list(Taken::of, TAKE, due, resellers)
                        .flatMap(taken -> advanceAll(transaction, taken, known)));
    }

    private Uni<Boolean> advanceAll(SqlTransaction transaction, List<Taken> taken, Map<UUID, ResellerTerms> known) {
        return Multi.createFrom()
                .iterable(taken)
                .onItem()
                .transformToUniAndConcatenate(each -> store.lock(transaction, each.id())
                        .flatMap(loaded -> store.advance(transaction, loaded, each.closed(), known)))
                .collect()
                .last()
                .replaceWith(!taken.isEmpty());
    }

    /** A subscription with a step that is due. */
    private record Taken(UUID id, boolean closed) {

        static Taken of(Row row) {
            return new Taken(row.getUUID("id"), row.getBoolean("closed"));
        }
    }
}
