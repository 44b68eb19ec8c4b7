package dev.sotto.tenants.transfers;

import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.tenants.MoveTenant;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.model.tenants.TenantView.PlannedMove;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tenants.TenantQueries;
import dev.sotto.tenants.transfers.TenantTransfer.Locked;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Transfers a tenant to another reseller, now or at a planned time ({@link DueTransfers}). */
@ApplicationScoped
class TransferTenant {

    private static final Duration LATEST = Duration.ofMinutes(1);

    private final ScopedTransaction transactions;
    private final TransferPolicy transferPolicy;
    private final TenantTransfer tenantTransfer;
    private final PlannedTransfers planned;
    private final TenantQueries queries;
    private final Clock clock;

    TransferTenant(
            ScopedTransaction transactions,
            TransferPolicy transferPolicy,
            TenantTransfer tenantTransfer,
            PlannedTransfers planned,
            TenantQueries queries,
            Clock clock) {
        this.transactions = transactions;
        this.transferPolicy = transferPolicy;
        this.tenantTransfer = tenantTransfer;
        this.planned = planned;
        this.queries = queries;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<TenantView> move(Caller caller, UUID id, MoveTenant wanted, @Nullable String ifMatch) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant from = wanted.from() == null ? now : from(wanted.from(), now);
        return queries.customer(caller, id)
                .chain(() -> transferPolicy.check(wanted.resellerId(), wanted.subscriptionPlanId()))
                .flatMap(plan -> transactions.sql(
                        caller,
                        transaction -> lock(transaction, id, ifMatch)
                                .invoke(tenant -> requireElsewhere(tenant, wanted.resellerId()))
                                .flatMap(tenant -> from.isAfter(now)
                                        ? plan(transaction, tenant, wanted, from, now)
                                        : moveNow(transaction, tenant, plan, wanted.resellerId(), now))))
                .chain(() -> queries.one(caller, id));
    }

    /** Cancels a planned transfer; 404 if there is none. */
    Uni<Void> takeBack(Caller caller, UUID id, @Nullable String ifMatch) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.sql(
                caller,
                transaction -> lock(transaction, id, ifMatch)
                        .flatMap(tenant -> planned.remove(transaction, id)
                                .onItem()
                                .ifNull()
                                .failWith(Problem::notFound)
                                .flatMap(move -> record(transaction, tenant, "move-taken-back", move, null)))
                        .chain(() -> planned.touch(transaction, id, now)));
    }

    private static Instant from(Instant wanted, Instant now) {
        Instant latest = now.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
        if (wanted.isBefore(now.minus(LATEST)) || wanted.isAfter(latest)) {
            throw Problem.invalid(new Fault(
                    "/from",
                    FaultCode.OUT_OF_RANGE,
                    Map.of("min", now.minus(LATEST), "max", latest),
                    "must be at most one minute ago and at most one year from now"));
        }
        return wanted.truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Locked> lock(SqlTransaction transaction, UUID id, @Nullable String ifMatch) {
        return tenantTransfer
                .lock(transaction, id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(tenant -> Responses.requireVersion(ifMatch, tenant.version()));
    }

    private static void requireElsewhere(Locked tenant, UUID resellerId) {
        if (tenant.resellerId().equals(resellerId)) {
            throw Problem.of(ProblemType.CONFLICT, "The tenant already belongs to this reseller.");
        }
    }

    private Uni<Void> moveNow(
            SqlTransaction transaction, Locked tenant, PlanChanged plan, UUID resellerId, Instant now) {
        var order =
                new TenantTransfer.Order(resellerId, plan, transaction.caller().requireUserId());
        return planned.remove(transaction, tenant.id())
                .chain(() -> tenantTransfer.carryOut(transaction, tenant, order, now));
    }

    private Uni<Void> plan(SqlTransaction transaction, Locked tenant, MoveTenant wanted, Instant from, Instant now) {
        var move = new PlannedMove(wanted.resellerId(), wanted.subscriptionPlanId(), from, null);
        return planned.remove(transaction, tenant.id())
                .flatMap(before -> planned.insert(transaction, tenant, move, now)
                        .chain(() -> record(transaction, tenant, "move-planned", before, move)))
                .chain(() -> planned.touch(transaction, tenant.id(), now));
    }

    private static Uni<Void> record(
            SqlTransaction transaction,
            Locked tenant,
            String action,
            @Nullable PlannedMove before,
            @Nullable PlannedMove after) {
        return transaction.record(
                new Change(action, "tenant", tenant.id(), tenant.id(), tenant.resellerId(), before, after));
    }
}
