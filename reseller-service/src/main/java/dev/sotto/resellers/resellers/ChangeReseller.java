package dev.sotto.resellers.resellers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.resellers.ResellerDetails;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a reseller. A new commission rate applies to purchases from now on. */
@ApplicationScoped
class ChangeReseller {

    private final ScopedTransaction transactions;
    private final MergePatch mergePatch;
    private final Resellers resellers;
    private final CommissionRates rates;
    private final Clock clock;

    ChangeReseller(
            ScopedTransaction transactions,
            MergePatch mergePatch,
            Resellers resellers,
            CommissionRates rates,
            Clock clock) {
        this.transactions = transactions;
        this.mergePatch = mergePatch;
        this.resellers = resellers;
        this.rates = rates;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<ResellerView> change(Caller caller, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return transactions.edit(
                caller,
                transaction -> resellers
                        .toChange(id)
                        .invoke(reseller -> Responses.requireVersion(ifMatch, reseller.version()))
                        .flatMap(reseller -> apply(transaction, reseller, patch)));
    }

    private Uni<ResellerView> apply(OrmTransaction transaction, Reseller reseller, JsonNode patch) {
        ResellerDetails wanted = Reseller.stored(mergePatch.apply(reseller.details(), ResellerDetails.class, patch));
        return wanted.equals(reseller.details())
                ? Uni.createFrom().item(reseller.view())
                : rates.historyOf(reseller.id()).flatMap(history -> change(transaction, reseller, wanted, history));
    }

    private Uni<ResellerView> change(
            OrmTransaction transaction, Reseller reseller, ResellerDetails wanted, CommissionHistory before) {
        UUID id = reseller.id();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ResellerView viewBefore = reseller.view();
        CommissionHistory after = before.changedTo(wanted.commissionRate(), now);
        reseller.change(wanted, now);
        return rates.append(id, before, after)
                .call(transaction::flush)
                .call(() -> transaction.record(Change.changed("reseller", id, null, id, viewBefore, reseller.view())))
                .call(() -> transaction.publish(reseller.changed(after)))
                .map(done -> reseller.view());
    }
}
