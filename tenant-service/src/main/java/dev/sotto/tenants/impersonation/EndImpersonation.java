package dev.sotto.tenants.impersonation;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.users.Members;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Ends an impersonation: withdraws the access tokens of the impersonated person, and with them the delegated one, in
 * every service within five seconds. The person's own browsers and programs refresh.
 */
@ApplicationScoped
class EndImpersonation {

    private final ScopedTransaction transactions;
    private final Members members;

    EndImpersonation(ScopedTransaction transactions, Members members) {
        this.transactions = transactions;
        this.members = members;
    }

    Uni<Void> end(Caller caller) {
        if (caller.impersonatorId() == null) {
            throw Problem.of(
                    ProblemType.CONFLICT, "You do not impersonate anybody. Send the token of the impersonation.");
        }
        UUID tenantId = caller.homeTenantId();
        UUID resellerId = caller.scope().resellerId();
        UUID userId = caller.requireUserId();
        return transactions
                .sql(
                        caller.narrowedTo(tenantId, resellerId),
                        transaction -> members.lock(transaction, userId)
                                .flatMap(member -> members.withdrawTokens(transaction, "impersonation-ended", member)))
                .replaceWithVoid();
    }
}
