package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a user's role, even the caller's own, as long as the tenant keeps an administrator. */
@ApplicationScoped
class ChangeRole {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Members members;

    ChangeRole(ScopedTransaction transactions, ManagedTenants tenants, Members members) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.members = members;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    record Wish(UUID userId, Role role, @Nullable String ifMatch) {}

    Uni<UserView> change(Caller caller, @Nullable UUID tenantId, Wish wish) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.sql(tenant.narrow(caller), transaction -> change(transaction, wish)));
    }

    private Uni<UserView> change(SqlTransaction transaction, Wish wish) {
        return members.lock(transaction, wish.userId())
                .invoke(member -> requireGrant(transaction.caller(), member, wish.role()))
                .invoke(member ->
                        Responses.requireVersion(wish.ifMatch(), member.view().version()))
                .flatMap(member -> member.view().role() == wish.role()
                        ? Uni.createFrom().item(member)
                        : give(transaction, member, wish.role()))
                .map(Member::view);
    }

    private Uni<Member> give(SqlTransaction transaction, Member member, Role role) {
        Uni<Void> mayGo = role == Role.User
                ? members.requireAnotherLeader(transaction, member)
                : Uni.createFrom().voidItem();
        return mayGo.chain(() -> members.move(
                transaction,
                new Members.Move("role-changed", member, role, member.view().status())));
    }

    private static void requireGrant(Caller caller, Member member, Role wanted) {
        Role current = member.view().role();
        if (caller.roles().stream().noneMatch(role -> RoleGrants.mayChange(role, member.kind(), current, wanted))) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "Your role cannot change the role " + current + " to " + wanted + " in a tenant of kind "
                            + member.kind() + ".");
        }
    }
}
