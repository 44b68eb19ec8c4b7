package dev.sotto.tenants.users;

import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.signin.Sessions;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Suspends a user, who keeps seat and password, and reactivates the user. */
@ApplicationScoped
class SuspendUser {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Members members;
    private final Sessions sessions;

    SuspendUser(ScopedTransaction transactions, ManagedTenants tenants, Members members, Sessions sessions) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.members = members;
        this.sessions = sessions;
    }

    /** A repetition changes nothing. */
    Uni<UserView> suspend(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.sql(
                        tenant.narrow(caller),
                        transaction -> members.lockManaged(transaction, id)
                                .invoke(SuspendUser::refuseInvited)
                                .flatMap(member -> member.view().status() == UserStatus.Suspended
                                        ? Uni.createFrom().item(member)
                                        : suspend(transaction, member))
                                .map(Member::view)));
    }

    /** A repetition changes nothing. */
    Uni<UserView> reactivate(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant -> transactions.sql(
                        tenant.narrow(caller),
                        transaction -> members.lockManaged(transaction, id)
                                .flatMap(member -> member.view().status() == UserStatus.Suspended
                                        ? to(transaction, member, "reactivated", UserStatus.Active)
                                        : Uni.createFrom().item(member))
                                .map(Member::view)));
    }

    private Uni<Member> suspend(SqlTransaction transaction, Member member) {
        return members.requireAnotherLeader(transaction, member)
                .chain(() -> to(transaction, member, "suspended", UserStatus.Suspended))
                .call(suspended -> sessions.endAll(transaction, member.view().id(), null));
    }

    private Uni<Member> to(SqlTransaction transaction, Member member, String action, UserStatus status) {
        return members.move(
                transaction, new Members.Move(action, member, member.view().role(), status));
    }

    private static void refuseInvited(Member member) {
        if (member.view().status() == UserStatus.Invited) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "The user has not accepted the invitation yet. Remove the user to cancel it.");
        }
    }
}
