package dev.sotto.billing.commission;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.replicas.OwnerClient;
import dev.sotto.runtime.replicas.Replica;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The resellers' commission rates. reseller-service owns them, and billing-service keeps a replica. */
@ApplicationScoped
public class ResellerRates {

    private static final Replica.Source<ResellerChanged> SOURCE = new Replica.Source<>(
            "reseller-service",
            "resellers",
            ResellerChanged.class,
            "select data::text as data from reseller_replica where id = $1",
            """
            insert into reseller_replica (id, tenant_id, reseller_id, version, data)
            values ($1, $2, $3, $4, cast(cast($5 as text) as jsonb))
            on conflict (id) do update
                set version = excluded.version, data = excluded.data
                where reseller_replica.version < excluded.version
            """);

    private final Replica<ResellerChanged> replica;

    ResellerRates(ScopedTransaction transactions, OwnerClient owners) {
        this.replica = new Replica<>(
                transactions,
                owners,
                SOURCE,
                (transaction, event) -> Uni.createFrom().voidItem());
    }

    /**
     * Returns the rates for a charge. It asks the owner, because a commission line is never edited, and uses the
     * replica while the owner is down. Must not be called inside a transaction. Fails with {@code unavailable} if
     * neither has the rates.
     */
    public Uni<RateHistory> find(Caller caller, UUID resellerId) {
        return ratesOf(replica.findFresh(caller, resellerId), resellerId);
    }

    /** Returns the rates of the replica without asking the owner; otherwise like {@link #find}. */
    public Uni<RateHistory> findKnown(Caller caller, UUID resellerId) {
        return ratesOf(replica.findKnown(caller, resellerId), resellerId);
    }

    private static Uni<RateHistory> ratesOf(Uni<@Nullable ResellerChanged> reseller, UUID resellerId) {
        return reseller.onItem()
                .ifNull()
                .failWith(() -> Problem.unavailable(
                        "The commission rate of reseller " + resellerId + " is not known yet. Retry later."))
                .map(RateHistory::of);
    }

    Uni<Void> store(SqlTransaction transaction, ResellerChanged event) {
        return replica.store(transaction, event);
    }
}
