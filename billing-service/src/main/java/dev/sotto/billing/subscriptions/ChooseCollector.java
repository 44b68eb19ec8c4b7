package dev.sotto.billing.subscriptions;

import dev.sotto.model.billing.Collector;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets who collects what a subscription costs, from the next line of the ledger on. */
@ApplicationScoped
class ChooseCollector {

    private static final String LOCK =
            "select " + SubscriptionRow.COLUMNS + " from subscriptions s where s.id = $1 for update";
    private static final String CHOOSE =
            "update subscriptions s set collected_by = $2, version = version + 1, updated_at = now() where id = $1"
                    + " returning " + SubscriptionRow.COLUMNS;

    private final ScopedTransaction transactions;

    ChooseCollector(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** What the audit log shows. */
    private record Collected(@Nullable Collector collectedBy) {}

    /**
     * @param collectedBy null for the reseller's default
     * @param ifMatch the version that the caller has seen; null if the client sent none
     */
    Uni<SubscriptionView> choose(Caller caller, UUID id, @Nullable Collector collectedBy, @Nullable String ifMatch) {
        return transactions.sql(
                caller,
                transaction -> transaction
                        .first(SubscriptionRow::view, LOCK, id)
                        .onItem()
                        .ifNull()
                        .failWith(Problem::notFound)
                        .invoke(before -> Responses.requireVersion(ifMatch, before.version()))
                        .flatMap(before -> choose(transaction, before, collectedBy)));
    }

    private static Uni<SubscriptionView> choose(
            SqlTransaction transaction, SubscriptionView before, @Nullable Collector collectedBy) {
        if (before.collectedBy() == collectedBy) {
            return Uni.createFrom().item(before);
        }
        return transaction
                .first(SubscriptionRow::view, CHOOSE, before.id(), collectedBy == null ? null : collectedBy.name())
                .call(after -> transaction.record(new Change(
                        "collector-chosen",
                        "subscription",
                        after.id(),
                        after.tenantId(),
                        after.resellerId(),
                        new Collected(before.collectedBy()),
                        new Collected(after.collectedBy()))));
    }
}
