package dev.sotto.billing.charges;

import dev.sotto.billing.charges.ChargeLine.PlanSubscription;
import dev.sotto.billing.commission.ResellerRates;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.billing.money.Money;
import dev.sotto.model.BillingPeriod;
import dev.sotto.model.billing.ChargeDescription;
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
 * Charges subscriptions whose next period has begun: one period of each per round, until none is due. Several processes
 * may share the work, because each takes only rows that no other has locked. The unique key prevents a second charge
 * for a period.
 */
@ApplicationScoped
public class ChargeDue {

    private static final Logger LOG = Logger.getLogger(ChargeDue.class);
    private static final Caller CHARGING = Caller.system("charging");
    /**
     * While a tenant or its reseller is closed, only periods that have ended are due. They are skipped without a
     * charge.
     */
    private static final String RESELLERS = """
            select distinct s.reseller_id from subscriptions s
            left join replicas t on t.topic = 'tenant-changed' and t.id = s.tenant_id and t.status = 'Closed'
            left join replicas r on r.topic = 'reseller-changed' and r.id = s.reseller_id and r.status = 'Closed'
            where s.status = 'Active' and s.next_charge_at <= $1
                and (coalesce(t.id, r.id) is null
                    or (s.anchor at time zone 'UTC' + make_interval(months => s.charged_periods + 1)) at time zone 'UTC'
                        <= $1)
            order by s.reseller_id limit 200
            """;

    private static final String TAKE = """
            select s.id, s.tenant_id, s.reseller_id, s.subscription_plan_id, s.anchor, s.charged_periods,
                p.price_monthly, p.currency, coalesce(t.id, r.id) is not null as closed
            from subscriptions s join subscription_plans p on p.id = s.subscription_plan_id
            left join replicas t on t.topic = 'tenant-changed' and t.id = s.tenant_id and t.status = 'Closed'
            left join replicas r on r.topic = 'reseller-changed' and r.id = s.reseller_id and r.status = 'Closed'
            where s.status = 'Active' and s.next_charge_at <= $1 and s.reseller_id = any ($2)
                and (coalesce(t.id, r.id) is null
                    or (s.anchor at time zone 'UTC' + make_interval(months => s.charged_periods + 1)) at time zone 'UTC'
                        <= $1)
            order by s.next_charge_at limit 100 for update of s skip locked
            """;
    private static final String ADVANCE = """
            update subscriptions set charged_periods = charged_periods + 1, next_charge_at = $2, version = version + 1,
                updated_at = now()
            where id = $1
            """;

    private final ScopedTransaction transactions;
    private final ResellerRates rates;
    private final ChargeLedger chargeLedger;
    private final Duration patience;

    ChargeDue(
            ScopedTransaction transactions, ResellerRates rates, ChargeLedger chargeLedger, ChargingSettings settings) {
        this.transactions = transactions;
        this.rates = rates;
        this.chargeLedger = chargeLedger;
        this.patience = settings.patience();
    }

    /** Runs one round for {@code now}; returns whether there may be more. */
    public Uni<Boolean> charge(Instant now) {
        OffsetDateTime due = now.atOffset(ZoneOffset.UTC);
        return transactions
                .read(CHARGING, row -> row.getUUID("reseller_id"), RESELLERS, due)
                .flatMap(this::ratesOf)
                .flatMap(known -> known.isEmpty() ? Uni.createFrom().item(false) : chargeAt(due, known));
    }

    /**
     * Returns the rates that are available. A reseller without available rates waits for a later round and does not
     * delay others. If reseller-service answers slowly or not at all, known rates are used.
     */
    private Uni<Map<UUID, ResellerTerms>> ratesOf(List<UUID> resellers) {
        Map<UUID, ResellerTerms> known = new HashMap<>();
        long began = System.nanoTime();
        return Multi.createFrom()
                .iterable(resellers)
                .onItem()
                .transformToUniAndConcatenate(reseller -> ratesOf(reseller, began)
                        .invoke(terms -> known.put(reseller, terms))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("charges of reseller %s wait: %s", reseller, failure))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWith(known);
    }

    private Uni<ResellerTerms> ratesOf(UUID reseller, long began) {
        boolean mayAsk = System.nanoTime() - began < patience.toNanos();
        return mayAsk ? rates.find(CHARGING, reseller) : rates.findKnown(CHARGING, reseller);
    }

    private Uni<Boolean> chargeAt(OffsetDateTime due, Map<UUID, ResellerTerms> known) {
        UUID[] resellers = known.keySet().toArray(UUID[]::new);
        return transactions.sql(
                CHARGING,
                transaction -> transaction
                        .list(Due::of, TAKE, due, resellers)
                        .flatMap(taken -> chargeAll(transaction, taken, known)));
    }

    private Uni<Boolean> chargeAll(SqlTransaction transaction, List<Due> taken, Map<UUID, ResellerTerms> known) {
        return Multi.createFrom()
                .iterable(taken)
                .onItem()
                .transformToUniAndConcatenate(
                        subscription -> chargeOne(transaction, subscription, known.get(subscription.resellerId())))
                .collect()
                .last()
                .replaceWith(!taken.isEmpty());
    }

    private Uni<Integer> chargeOne(SqlTransaction transaction, Due due, ResellerTerms terms) {
        Uni<Void> charged = due.closed()
                ? Uni.createFrom().voidItem()
                : chargeLedger.write(transaction, List.of(due.charge()), terms);
        return charged.chain(
                () -> transaction.execute(ADVANCE, due.id(), due.period().end().atOffset(ZoneOffset.UTC)));
    }

    /** A subscription whose next period has begun. If it was closed during the period, the period has ended. */
    private record Due(UUID id, UUID resellerId, BillingPeriod period, ChargeLine charge, boolean closed) {

        static Due of(Row row) {
            Instant anchor = row.getOffsetDateTime("anchor").toInstant();
            BillingPeriod period = BillingPeriod.nth(anchor, row.getInteger("charged_periods"));
            PlanSubscription of = new PlanSubscription(
                    row.getUUID("tenant_id"),
                    row.getUUID("reseller_id"),
                    row.getUUID("id"),
                    row.getUUID("subscription_plan_id"),
                    1);
            ChargeLine charge = ChargeLine.charge(
                    of,
                    SourceEvent.periodBegins(of.subscriptionId(), period.start()),
                    period.start(),
                    period.end(),
                    new Money(row.getBigDecimal("price_monthly"), row.getString("currency")),
                    ChargeDescription.Period);
            return new Due(of.subscriptionId(), of.resellerId(), period, charge, row.getBoolean("closed"));
        }
    }
}
