package dev.sotto.tenants.transfers;

import dev.sotto.model.tenants.TenantView.PlannedMove;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.transfers.TenantTransfer.Locked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Planned transfers, at most one per tenant. The tenant's row must be locked for every method. */
@ApplicationScoped
class PlannedTransfers {

    private static final String INSERT = """
            insert into tenant_moves (tenant_id, id, reseller_id, new_reseller_id, subscription_plan_id, due_at, planned_by,
                next_attempt_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $6, $8)
            """;
    private static final String REMOVE = """
            delete from tenant_moves where tenant_id = $1 and ($2::uuid is null or id = $2)
            returning new_reseller_id, subscription_plan_id, due_at, problem
            """;
    private static final String POSTPONE =
            "update tenant_moves set problem = $3, next_attempt_at = $4 where tenant_id = $1 and id = $2";
    /** The planned transfer is part of the tenant's version. */
    private static final String TOUCH = "update tenants set version = version + 1, updated_at = $2 where id = $1";

    Uni<Void> insert(SqlTransaction transaction, Locked tenant, PlannedMove move, Instant now) {
        return transaction
                .execute(
                        INSERT,
                        tenant.id(),
                        Ids.next(),
                        tenant.resellerId(),
                        move.resellerId(),
                        move.subscriptionPlanId(),
                        utc(move.from()),
                        transaction.caller().requireUserId(),
                        utc(now))
                .replaceWithVoid();
    }

    /** Removes the tenant's planned transfer and returns it; null if there is none. */
    Uni<@Nullable PlannedMove> remove(SqlTransaction transaction, UUID tenantId) {
        return transaction.first(PlannedTransfers::move, REMOVE, tenantId, null);
    }

    /** Removes this planned transfer; returns whether it still existed. */
    Uni<Boolean> remove(SqlTransaction transaction, UUID tenantId, UUID id) {
        return transaction.execute(REMOVE, tenantId, id).map(rows -> rows == 1);
    }

    /** Postpones it with a problem text; returns whether it still existed. */
    Uni<Boolean> postpone(SqlTransaction transaction, UUID tenantId, UUID id, String problem, Instant until) {
        return transaction.execute(POSTPONE, tenantId, id, problem, utc(until)).map(rows -> rows == 1);
    }

    Uni<Void> touch(SqlTransaction transaction, UUID tenantId, Instant now) {
        return transaction.execute(TOUCH, tenantId, utc(now)).replaceWithVoid();
    }

    private static PlannedMove move(Row row) {
        return new PlannedMove(
                row.getUUID("new_reseller_id"),
                row.getUUID("subscription_plan_id"),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getString("problem"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
