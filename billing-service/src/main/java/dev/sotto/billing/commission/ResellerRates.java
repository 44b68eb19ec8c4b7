package dev.sotto.billing.commission;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.readthrough.ResellerReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The resellers' commission rates. reseller-service owns them, and billing-service keeps a replica. */
@ApplicationScoped
public class ResellerRates {

    private final ResellerReplicas resellers;

    ResellerRates(ResellerReplicas resellers) {
        this.resellers = resellers;
    }

    /**
     * Returns the rates for a charge. It asks the owner, because a commission line is never edited, and uses the
     * replica while the owner is down. Must not be called inside a transaction. Fails with {@code unavailable} if
     * neither has the rates.
     */
    public Uni<RateHistory> find(Caller caller, UUID resellerId) {
        return ratesOf(resellers.findFresh(caller, resellerId), resellerId);
    }

    /** Returns the rates of the replica without asking the owner; otherwise like {@link #find}. */
    public Uni<RateHistory> findKnown(Caller caller, UUID resellerId) {
        return ratesOf(resellers.findKnown(caller, resellerId), resellerId);
    }

    private static Uni<RateHistory> ratesOf(Uni<@Nullable ResellerChanged> reseller, UUID resellerId) {
        return reseller.onItem()
                .ifNull()
                .failWith(() -> Problem.unavailable(
                        "The commission rate of reseller " + resellerId + " is not known yet. Retry later."))
                .map(RateHistory::of);
    }
}
