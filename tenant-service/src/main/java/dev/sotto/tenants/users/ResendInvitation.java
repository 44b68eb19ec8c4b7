package dev.sotto.tenants.users;

import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.throttling.LoginThrottle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends another invitation e-mail. Its link is valid for seven days; earlier links end. */
@ApplicationScoped
class ResendInvitation {

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final Members members;
    private final Invitations invitations;
    private final LoginThrottle loginThrottle;

    ResendInvitation(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            Members members,
            Invitations invitations,
            LoginThrottle loginThrottle) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.members = members;
        this.invitations = invitations;
        this.loginThrottle = loginThrottle;
    }

    Uni<Void> resend(Caller caller, @Nullable UUID tenantId, UUID id) {
        return tenants.find(caller, tenantId)
                .map(tenant -> tenant.narrow(caller))
                .call(narrowed -> count(narrowed, id))
                .flatMap(narrowed -> transactions.sql(
                        narrowed,
                        transaction -> invited(transaction, id).flatMap(member -> resend(transaction, member))));
    }

    private Uni<Void> count(Caller narrowed, UUID id) {
        return transactions
                .sql(narrowed, transaction -> invited(transaction, id))
                .flatMap(member -> loginThrottle.letter(
                        narrowed.requireTenantId(), member.view().email()));
    }

    private Uni<Member> invited(SqlTransaction transaction, UUID id) {
        return members.lockManaged(transaction, id).invoke(ResendInvitation::requireInvited);
    }

    private Uni<Void> resend(SqlTransaction transaction, Member member) {
        AuditedUser facts = AuditedUser.of(member.view());
        return invitations
                .resend(transaction, facts.id())
                .chain(() -> transaction.record(new Change(
                        "invitation-resent",
                        "user",
                        facts.id(),
                        member.view().tenantId(),
                        transaction.caller().scope().resellerId(),
                        facts,
                        facts)));
    }

    private static void requireInvited(Member member) {
        if (member.view().status() != UserStatus.Invited) {
            throw Problem.of(ProblemType.CONFLICT, "The user has already accepted the invitation.");
        }
    }
}
