package dev.sotto.tenants.impersonation;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Records in the impersonated person's organisation that the impersonation is over. */
@ApplicationScoped
class EndImpersonation {

    private final ScopedTransaction transactions;

    EndImpersonation(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<Void> end(Caller caller) {
        if (caller.impersonatorId() == null) {
            throw Problem.of(
                    ProblemType.CONFLICT, "You do not impersonate anybody. Send the token of the impersonation.");
        }
        UUID tenantId = caller.homeTenantId();
        UUID resellerId = caller.scope().resellerId();
        UUID userId = caller.requireUserId();
        return transactions.sql(
                caller.narrowedTo(tenantId, resellerId),
                transaction -> transaction.record(
                        new Change("impersonation-ended", "user", userId, tenantId, resellerId, null, null)));
    }
}
