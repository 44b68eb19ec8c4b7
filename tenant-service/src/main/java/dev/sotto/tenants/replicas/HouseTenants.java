package dev.sotto.tenants.replicas;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.readthrough.ResellerReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds resellers and creates a house tenant for each, after an event or a look-up. */
@ApplicationScoped
public class HouseTenants {

    private static final String MAKE = """
            insert into tenants (id, reseller_id, name, kind, anchor, created_at, updated_at)
            values ($1, $1, $2, 'House', $3, $3, $3)
            on conflict do nothing
            """;

    /** What a reseller's own people may ask of one service: they have no plan that says it. */
    private static final int HOUSE_REQUESTS_PER_MINUTE = 1200;

    /** People read of a reseller only whether it may work: the rest is the machine's to know. */
    private static final Caller LOOK_UP = Caller.system("resellers");

    private final ScopedTransaction transactions;
    private final ResellerReplicas resellers;
    private final Clock clock;

    HouseTenants(ScopedTransaction transactions, ResellerReplicas resellers, Clock clock) {
        this.transactions = transactions;
        this.resellers = resellers;
        this.clock = clock;
    }

    /**
     * Finds a reseller and creates its house tenant; null if there is none. The caller's rights must be checked before.
     */
    public Uni<@Nullable ResellerChanged> reseller(UUID resellerId) {
        return resellers
                .find(LOOK_UP, resellerId)
                .call(reseller -> reseller == null
                        ? Uni.createFrom().voidItem()
                        : transactions.sql(LOOK_UP, transaction -> make(transaction, reseller)));
    }

    /** Creates the reseller's house tenant unless there is one. */
    Uni<Void> make(SqlTransaction transaction, ResellerChanged reseller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return transaction
                .execute(MAKE, reseller.resellerId(), reseller.name(), now.atOffset(ZoneOffset.UTC))
                .flatMap(rows -> rows == 0
                        ? Uni.createFrom().voidItem()
                        : transaction.publish(entitlements(reseller.resellerId(), now)));
    }

    /** A new house has no plan: nothing to use up. */
    private static TenantChanged entitlements(UUID id, Instant anchor) {
        return new TenantChanged(
                id,
                1,
                id,
                TenantKind.House,
                TenantStatus.Active,
                Set.of(),
                null,
                anchor,
                0,
                0,
                0,
                1,
                0,
                HOUSE_REQUESTS_PER_MINUTE,
                HOUSE_REQUESTS_PER_MINUTE,
                PlanFeatures.ALL,
                null);
    }
}
