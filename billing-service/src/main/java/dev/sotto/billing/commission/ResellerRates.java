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

/** The resellers' rates: reseller-service owns them, a replica keeps them here. */
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
     * The rates to charge by: the owner is asked, since a line is never edited; what is known here serves while it is away.
     * Open no transaction around it. Fails with {@code unavailable} when there is nobody to say.
     */
    public Uni<RateHistory> find(Caller caller, UUID resellerId) {
        return ratesOf(replica.findFresh(caller, resellerId), resellerId);
    }

    /** The rates as they are known here, without asking anybody; otherwise like {@link #find}. */
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
