package dev.sotto.tenants.tenants;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.replicas.OwnerClient;
import dev.sotto.runtime.replicas.Replica;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the known resellers and creates a house tenant for each, after an event or a look-up. */
@ApplicationScoped
class HouseTenants {

    private static final Replica.Source<ResellerChanged> RESELLERS = new Replica.Source<>(
            "reseller-service",
            "resellers",
            ResellerChanged.class,
            "select data::text as data from reseller_replica where id = $1",
            """
            insert into reseller_replica (id, tenant_id, reseller_id, version, data)
            values (cast($1 as uuid), cast($2 as uuid), cast($3 as uuid), $4, cast(cast($5 as text) as jsonb))
            on conflict (id) do update set version = excluded.version, data = excluded.data
            where reseller_replica.version < excluded.version
            """);
    private static final String MAKE = """
            insert into tenants (id, reseller_id, name, kind, anchor, created_at, updated_at)
            values ($1, $1, $2, 'House', $3, $3, $3)
            on conflict do nothing
            """;

    /** People may read only whether a reseller may work, so the look-up runs in system scope. */
    private static final Caller LOOK_UP = Caller.system("resellers");

    private final Replica<ResellerChanged> resellers;
    private final Clock clock;

    HouseTenants(ScopedTransaction transactions, OwnerClient owners, Clock clock) {
        this.resellers = new Replica<>(transactions, owners, RESELLERS, this::make);
        this.clock = clock;
    }

    /**
     * Finds a reseller and creates its house tenant; null if there is none. The caller's rights must be checked before.
     */
    Uni<@Nullable ResellerChanged> reseller(UUID resellerId) {
        return resellers.find(LOOK_UP, resellerId);
    }

    Uni<Void> store(SqlTransaction transaction, ResellerChanged reseller) {
        return resellers.store(transaction, reseller);
    }

    private Uni<Void> make(SqlTransaction transaction, ResellerChanged reseller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return transaction
                .execute(MAKE, reseller.resellerId(), reseller.name(), now.atOffset(ZoneOffset.UTC))
                .flatMap(rows -> rows == 0
                        ? Uni.createFrom().voidItem()
                        : transaction.publish(Entitlements.ofHouse(reseller.resellerId(), now)));
    }
}
