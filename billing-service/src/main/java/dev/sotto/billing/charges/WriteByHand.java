package dev.sotto.billing.charges;

import dev.sotto.billing.charges.ChargeLine.PlanSubscription;
import dev.sotto.billing.commission.ResellerRates;
import dev.sotto.billing.money.Currencies;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeDetails;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.ChargeSource;
import dev.sotto.model.billing.ChargeView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a refund or an adjustment for a person. */
@ApplicationScoped
class WriteByHand {

    private static final Caller LOOKING_UP = Caller.system("charges-by-hand");
    private static final String SUBSCRIPTION = """
            select tenant_id, reseller_id, id, subscription_plan_id, plan_version from subscriptions where tenant_id = $1
            """;

    private final ScopedTransaction transactions;
    private final ChargeLedger chargeLedger;
    private final ChargeQueries queries;
    private final ResellerRates rates;
    private final Idempotency idempotency;
    private final Clock clock;

    WriteByHand(
            ScopedTransaction transactions,
            ChargeLedger chargeLedger,
            ChargeQueries queries,
            ResellerRates rates,
            Idempotency idempotency,
            Clock clock) {
        this.transactions = transactions;
        this.chargeLedger = chargeLedger;
        this.queries = queries;
        this.rates = rates;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** @param key the Idempotency-Key; null if the client sent none */
    Uni<ChargeView> write(Caller caller, @Nullable String key, ChargeDetails details) {
        check(details);
        var request = Idempotency.Request.of("createCharge", key, details);
        UUID id = Ids.next();
        return idempotency.once(
                caller,
                request,
                () -> prepared(caller, id, details)
                        .flatMap(write -> transactions.sql(
                                caller,
                                transaction -> idempotency
                                        .remember(transaction, request, id)
                                        .chain(() -> write.apply(transaction))
                                        .chain(() -> recorded(transaction, id)))),
                earlier -> queries.get(caller, earlier));
    }

    /** Charges are never changed, so what a refund needs of its charge may be read before the transaction. */
    private Uni<Function<SqlTransaction, Uni<Integer>>> prepared(Caller caller, UUID id, ChargeDetails details) {
        return details.kind() == ChargeKind.Refund
                ? queries.find(caller, details.chargeId())
                        .map(charge -> refund(id, details, charge))
                        .map(line -> transaction -> chargeLedger.correct(transaction, line, id))
                : subscription(caller, details.tenantId())
                        .flatMap(of -> rates.find(LOOKING_UP, of.resellerId())
                                .map(terms -> transaction ->
                                        chargeLedger.add(transaction, adjustment(id, details, of), id, terms)));
    }

    private Uni<PlanSubscription> subscription(Caller caller, UUID tenantId) {
        return transactions
                .readFirst(caller, WriteByHand::subscribed, SUBSCRIPTION, tenantId)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.invalid(new Fault(
                        "/tenant_id", FaultCode.NOT_FOUND, "must be a tenant with a subscription that you can see")));
    }

    private static PlanSubscription subscribed(Row row) {
        return new PlanSubscription(
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("id"),
                row.getUUID("subscription_plan_id"),
                row.getInteger("plan_version"));
    }

    private static ChargeLine refund(UUID id, ChargeDetails details, @Nullable ChargeView charge) {
        if (charge == null
                || charge.kind() != ChargeKind.Charge
                || !charge.tenantId().equals(details.tenantId())) {
            throw Problem.invalid(
                    new Fault("/charge_id", FaultCode.NOT_FOUND, "must be a charge of this tenant that you can see"));
        }
        if (!charge.currency().equals(details.currency())) {
            throw Problem.invalid(Fault.notOneOf("/currency", List.of(charge.currency())));
        }
        return new ChargeLine(
                new PlanSubscription(
                        charge.tenantId(),
                        charge.resellerId(),
                        charge.subscriptionId(),
                        charge.subscriptionPlanId(),
                        charge.planVersion()),
                ChargeKind.Refund,
                new SourceEvent(ChargeSource.Person, id.toString()),
                charge.periodStart(),
                charge.periodEnd(),
                new Money(details.amount(), details.currency()).negated(),
                null,
                ChargeDescription.Refund,
                charge.id(),
                details.reason());
    }

    private ChargeLine adjustment(UUID id, ChargeDetails details, PlanSubscription of) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new ChargeLine(
                of,
                ChargeKind.Adjustment,
                new SourceEvent(ChargeSource.Person, id.toString()),
                now,
                now,
                new Money(details.amount(), details.currency()),
                null,
                ChargeDescription.Adjustment,
                null,
                details.reason());
    }

    private static Uni<ChargeView> recorded(SqlTransaction transaction, UUID id) {
        return transaction
                .first(ChargeQueries::view, ChargeQueries.GET, id, null)
                .call(line ->
                        transaction.record(Change.created("charge", id, line.tenantId(), line.resellerId(), line)));
    }

    private static void check(ChargeDetails details) {
        List<Fault> faults = new ArrayList<>();
        boolean refund = details.kind() == ChargeKind.Refund;
        if (!refund && details.kind() != ChargeKind.Adjustment) {
            faults.add(Fault.notOneOf("/kind", List.of("Refund", "Adjustment")));
        }
        if (refund && details.chargeId() == null) {
            faults.add(Fault.required("/charge_id"));
        }
        if (!refund && details.chargeId() != null) {
            faults.add(new Fault("/charge_id", FaultCode.NOT_ALLOWED, "must be absent, except for a refund"));
        }
        if (details.amount().signum() == 0 || (refund && details.amount().signum() < 0)) {
            faults.add(
                    new Fault("/amount", FaultCode.OUT_OF_RANGE, refund ? "must be greater than 0" : "must not be 0"));
        }
        Currencies.fault("/amount", details.amount(), "/currency", details.currency())
                .ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
