package dev.sotto.billing.commission;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.readthrough.ResellerReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The resellers' terms: commission rates and who collects. reseller-service owns them, and billing-service keeps a replica. */
@ApplicationScoped
public class ResellerRates {

    private final ResellerReplicas resellers;

    ResellerRates(ResellerReplicas resellers) {
        this.resellers = resellers;
    }

    /**
     * Returns the terms for a charge. It asks the owner, because a commission line is never edited, and uses the
     * replica while the owner is down. Must not be called inside a transaction. Fails with {@code unavailable} if
     * neither has the terms.
     */
    public Uni<ResellerTerms> find(Caller caller, UUID resellerId) {
        return termsOf(resellers.findFresh(caller, resellerId), resellerId);
    }

    /** Returns the terms of the replica without asking the owner; otherwise like {@link #find}. */
    public Uni<ResellerTerms> findKnown(Caller caller, UUID resellerId) {
        return termsOf(resellers.findKnown(caller, resellerId), resellerId);
    }

    private static Uni<ResellerTerms> termsOf(Uni<@Nullable ResellerChanged> reseller, UUID resellerId) {
        return reseller.onItem()
                .ifNull()
                .failWith(() -> Problem.unavailable(
                        "The commission rate of reseller " + resellerId + " is not known yet. Retry later."))
                .map(ResellerTerms::of);
    }
}
