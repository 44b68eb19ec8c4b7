package dev.sotto.resellers.resellers;

import dev.sotto.runtime.json.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Stores the rates of resellers. They are read completely and only appended to. */
@ApplicationScoped
class CommissionRates implements PanacheRepositoryBase<CommissionRate, UUID> {

    Uni<CommissionHistory> historyOf(UUID resellerId) {
        return list("resellerId = ?1 order by effectiveFrom", resellerId)
                .map(rates -> new CommissionHistory(
                        rates.stream().map(CommissionRate::fact).toList()));
    }

    /** Writes the rates that {@code after} has in addition to {@code before}. */
    Uni<Void> append(UUID resellerId, CommissionHistory before, CommissionHistory after) {
        List<CommissionRate> added = after.since(before).stream()
                .map(fact -> new CommissionRate(Ids.next(), resellerId, fact))
                .toList();
        // Panache fails if there is nothing to persist.
        return added.isEmpty() ? Uni.createFrom().voidItem() : persist(added);
    }
}
