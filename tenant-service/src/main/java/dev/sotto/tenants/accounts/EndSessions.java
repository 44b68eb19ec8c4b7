package dev.sotto.tenants.accounts;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.signin.Sessions;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.users.Member;
import dev.sotto.tenants.users.Members;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends the caller's own sessions. This withdraws all access tokens; the remaining sessions refresh. */
@ApplicationScoped
class EndSessions {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Members members;
    private final Sessions sessions;

    EndSessions(ScopedTransaction transactions, ManagedTenants tenants, Members members, Sessions sessions) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.members = members;
        this.sessions = sessions;
    }

    Uni<Void> one(Caller caller, UUID sessionId) {
        return inOwnTenant(
                caller,
                transaction -> members.lock(transaction, caller.requireUserId())
                        .call(member -> sessions.end(transaction, caller.requireUserId(), sessionId)
                                .invoke(EndSessions::requireSome))
                        .flatMap(member -> members.withdrawTokens(transaction, "session-ended", member)));
    }

    /** @param current the session of this request, which continues */
    Uni<Void> others(Caller caller, @Nullable UUID current) {
        return inOwnTenant(
                caller,
                transaction -> members.lock(transaction, caller.requireUserId())
                        .call(member -> sessions.endAll(transaction, caller.requireUserId(), current))
                        .flatMap(member -> members.withdrawTokens(transaction, "signed-out-elsewhere", member)));
    }

    private Uni<Void> inOwnTenant(Caller caller, Function<SqlTransaction, Uni<Member>> work) {
        return tenants.find(caller, null)
                .flatMap(tenant -> transactions.sql(tenant.narrow(caller), work))
                .replaceWithVoid();
    }

    private static void requireSome(int ended) {
        if (ended == 0) {
            throw Problem.notFound();
        }
    }
}
