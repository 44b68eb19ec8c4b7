package dev.sotto.tenants.transfers;

import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs planned transfers that are due. Several processes may find the same one: the first that locks the tenant removes
 * the plan in the transfer's transaction, and the others find nothing. A transfer that fails stays planned, shows its
 * problem, and is retried every minute.
 */
@ApplicationScoped
class DueTransfers {

    private static final Logger LOG = Logger.getLogger(DueTransfers.class);
    private static final Caller MOVING = Caller.system("tenant-moves");
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final String DUE = """
            select tenant_id, id, new_reseller_id, subscription_plan_id, planned_by, problem from tenant_moves
            where next_attempt_at <= $1 order by next_attempt_at limit 50
            """;

    private final ScopedTransaction transactions;
    private final TransferPolicy transferPolicy;
    private final TenantTransfer tenantTransfer;
    private final PlannedTransfers planned;

    DueTransfers(
            ScopedTransaction transactions,
            TransferPolicy transferPolicy,
            TenantTransfer tenantTransfer,
            PlannedTransfers planned) {
        this.transactions = transactions;
        this.transferPolicy = transferPolicy;
        this.tenantTransfer = tenantTransfer;
        this.planned = planned;
    }

    /** Runs one round for {@code now}; returns whether there may be more. */
    Uni<Boolean> carryOut(Instant now) {
        return transactions
                .read(MOVING, Due::of, DUE, now.atOffset(ZoneOffset.UTC))
                .flatMap(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(each -> attempt(each, now))
                        .collect()
                        .last()
                        .replaceWith(!due.isEmpty()));
    }

    private Uni<Boolean> attempt(Due due, Instant now) {
        return transferPolicy
                .check(due.resellerId(), due.subscriptionPlanId())
                .flatMap(plan -> transactions.sql(MOVING, transaction -> move(transaction, due, plan, now)))
                .onFailure()
                .recoverWithUni(
                        failure -> transactions.sql(MOVING, transaction -> postpone(transaction, due, failure, now)));
    }

    private Uni<Boolean> move(SqlTransaction transaction, Due due, PlanChanged plan, Instant now) {
        var order = new TenantTransfer.Order(due.resellerId(), plan, due.plannedBy());
        return tenantTransfer
                .lock(transaction, due.tenantId())
                .flatMap(tenant -> planned.remove(transaction, due.tenantId(), due.id())
                        .call(mine -> mine
                                ? tenantTransfer.carryOut(transaction, tenant, order, now)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> postpone(SqlTransaction transaction, Due due, Throwable failure, Instant now) {
        String problem = inWords(failure);
        boolean isNew = !Objects.equals(problem, due.problem());
        if (isNew) {
            LOG.warnf("the move of tenant %s waits: %s (%s)", due.tenantId(), problem, failure);
        }
        return tenantTransfer
                .lock(transaction, due.tenantId())
                .chain(() -> planned.postpone(transaction, due.tenantId(), due.id(), problem, now.plus(AGAIN)))
                .call(there -> there && isNew
                        ? planned.touch(transaction, due.tenantId(), now)
                        : Uni.createFrom().voidItem());
    }

    private static String inWords(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return "It failed here; it is tried again.";
        }
        return problem.faults().isEmpty()
                ? problem.getMessage()
                : problem.faults().stream().map(DueTransfers::inWords).collect(Collectors.joining(", "));
    }

    private static String inWords(Fault fault) {
        return fault.pointer().substring(1) + " " + fault.detail();
    }

    /** @param resellerId the new reseller */
    private record Due(
            UUID tenantId,
            UUID id,
            UUID resellerId,
            UUID subscriptionPlanId,
            UUID plannedBy,
            @Nullable String problem) {

        static Due of(Row row) {
            return new Due(
                    row.getUUID("tenant_id"),
                    row.getUUID("id"),
                    row.getUUID("new_reseller_id"),
                    row.getUUID("subscription_plan_id"),
                    row.getUUID("planned_by"),
                    row.getString("problem"));
        }
    }
}
