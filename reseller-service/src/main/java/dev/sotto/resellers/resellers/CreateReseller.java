package dev.sotto.resellers.resellers;

import dev.sotto.model.resellers.ResellerDetails;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a reseller. It is Active at once, and its first commission rate applies from now. */
@ApplicationScoped
class CreateReseller {

    private final ScopedTransaction transactions;
    private final Idempotency idempotency;
    private final Resellers resellers;
    private final CommissionRates rates;
    private final ResellerQueries queries;
    private final Clock clock;

    CreateReseller(
            ScopedTransaction transactions,
            Idempotency idempotency,
            Resellers resellers,
            CommissionRates rates,
            ResellerQueries queries,
            Clock clock) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.resellers = resellers;
        this.rates = rates;
        this.queries = queries;
        this.clock = clock;
    }

    /** @param key the Idempotency-Key; null if the client sent none */
    Uni<ResellerView> create(Caller caller, @Nullable String key, ResellerDetails details) {
        UUID id = Ids.next();
        var request = Idempotency.Request.of("createReseller", key, details);
        return idempotency.once(
                caller,
                request,
                () -> transactions.edit(
                        caller,
                        transaction -> idempotency
                                .remember(transaction, request, id)
                                .chain(() -> create(transaction, id, Reseller.stored(details)))),
                made -> queries.one(caller, made));
    }

    private Uni<ResellerView> create(OrmTransaction transaction, UUID id, ResellerDetails details) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        CommissionHistory history = CommissionHistory.NONE.changedTo(details.commissionRate(), now);
        return resellers
                .persist(new Reseller(id, details, now))
                .call(() -> transaction.flush())
                .call(() -> rates.append(id, CommissionHistory.NONE, history))
                .call(reseller -> transaction.record(Change.created("reseller", id, null, id, reseller.view())))
                .call(reseller -> transaction.publish(reseller.changed(history)))
                .map(Reseller::view);
    }
}
