package dev.sotto.tenants.suspensions;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.tenants.Tenant;
import dev.sotto.tenants.tenants.TenantQueries;
import dev.sotto.tenants.tenants.Tenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Suspends, closes and reopens customer tenants. A repetition changes nothing and publishes nothing. */
@ApplicationScoped
class ChangeAccountStatus {

    private final ScopedTransaction transactions;
    private final Tenants tenants;
    private final TenantQueries queries;
    private final Clock clock;

    ChangeAccountStatus(ScopedTransaction transactions, Tenants tenants, TenantQueries queries, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * The tenant, its expected version, and the note for the audit log.
     *
     * @param ifMatch the version that the caller has seen; null if the client sent none
     */
    record Order(
            UUID id, @Nullable String ifMatch, @Nullable String note) {}

    Uni<TenantView> suspend(Caller caller, SuspensionReason reason, Order order) {
        SuspensionGrants.require(caller, reason);
        return change(caller, order, new Step("suspended", reason, (tenant, now) -> tenant.suspend(reason, now)));
    }

    /** Lifts one reason and leaves the others. */
    Uni<TenantView> lift(Caller caller, SuspensionReason reason, Order order) {
        SuspensionGrants.require(caller, reason);
        return change(caller, order, new Step("suspension-lifted", reason, (tenant, now) -> tenant.lift(reason, now)));
    }

    Uni<TenantView> close(Caller caller, Order order) {
        return change(caller, order, new Step("closed", null, Tenant::close));
    }

    Uni<TenantView> reopen(Caller caller, Order order) {
        return change(caller, order, new Step("reopened", null, Tenant::reopen));
    }

    /** @param change returns whether it changed anything */
    private record Step(String action, @Nullable SuspensionReason reason, BiPredicate<Tenant, Instant> change) {}

    /** A tenant's own status and its reasons, for the audit log. */
    private record OwnStanding(
            TenantStatus status,
            Set<SuspensionReason> suspensions,
            @Nullable SuspensionReason reason,
            @Nullable String note) {

        static OwnStanding of(Tenant tenant, @Nullable SuspensionReason reason, @Nullable String note) {
            TenantView own = tenant.ownView();
            return new OwnStanding(own.status(), own.suspensions(), reason, note);
        }
    }

    private Uni<TenantView> change(Caller caller, Order order, Step step) {
        return transactions
                .edit(
                        caller,
                        transaction -> tenants.findForEdit(caller, order.id())
                                .onItem()
                                .ifNull()
                                .failWith(Problem::notFound)
                                .flatMap(tenant -> apply(transaction, tenant, order, step)))
                .chain(() -> queries.one(caller, order.id()));
    }

    private Uni<Void> apply(OrmTransaction transaction, Tenant tenant, Order order, Step step) {
        TenantView seen = tenant.ownView();
        Responses.requireVersion(order.ifMatch(), seen.version());
        OwnStanding before = OwnStanding.of(tenant, null, null);
        if (!step.change().test(tenant, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            return Uni.createFrom().voidItem();
        }
        OwnStanding after = OwnStanding.of(tenant, step.reason(), order.note());
        return transaction
                .record(new Change(step.action(), "tenant", seen.id(), seen.id(), seen.resellerId(), before, after))
                .chain(() -> transaction.publish(tenant.entitlements()));
    }
}
