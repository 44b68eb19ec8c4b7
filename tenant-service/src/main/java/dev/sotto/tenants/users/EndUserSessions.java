package dev.sotto.tenants.users;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.tenants.signin.Sessions;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs a user out everywhere, for example after a lost device. The user can sign in again with the password. */
@ApplicationScoped
class EndUserSessions {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Members members;
    private final Sessions sessions;

    EndUserSessions(ScopedTransaction transactions, ManagedTenants tenants, Members members, Sessions sessions) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.members = members;
        this.sessions = sessions;
    }

    Uni<Void> end(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.sql(
                        tenant.narrow(caller),
                        transaction -> members.lockManaged(transaction, id)
                                .flatMap(member -> members.withdrawTokens(transaction, "signed-out-everywhere", member))
                                .call(member -> sessions.endAll(transaction, id, null))
                                .replaceWithVoid()));
    }
}
