package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.EmailChange;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.throttling.LoginThrottle;
import dev.sotto.tenants.users.AuditedUser;
import dev.sotto.tenants.users.Member;
import dev.sotto.tenants.users.Members;
import dev.sotto.tenants.users.UserRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Changes the caller's own e-mail address: requested with the password, and done when the user opens the link in the
 * e-mail to the new address.
 */
@ApplicationScoped
class ChangeEmail {

    private static final String SET = """
            update users set email = $3, version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2
            returning id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at, tenant_kind, tokens_valid_from
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final PasswordConfirmation passwordConfirmation;
    private final LoginThrottle loginThrottle;
    private final Members members;
    private final VerificationTokens verificationTokens;

    ChangeEmail(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            PasswordConfirmation passwordConfirmation,
            LoginThrottle loginThrottle,
            Members members,
            VerificationTokens verificationTokens) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.passwordConfirmation = passwordConfirmation;
        this.loginThrottle = loginThrottle;
        this.members = members;
        this.verificationTokens = verificationTokens;
    }

    /** The answer is the same if somebody else already has the address. */
    Uni<Void> ask(Caller caller, EmailChange wanted) {
        UserRows.requireAddress("/email", wanted.email());
        return passwordConfirmation
                .require(caller, "/password", wanted.password())
                .chain(() -> tenants.find(caller, null))
                .map(tenant -> tenant.narrow(caller))
                .call(narrowed -> loginThrottle.letter(caller.requireUserId(), wanted.email()))
                .flatMap(narrowed -> transactions.sql(narrowed, transaction -> open(transaction, wanted.email())));
    }

    private Uni<Void> open(SqlTransaction transaction, String email) {
        UUID id = transaction.caller().requireUserId();
        return members.lock(transaction, id)
                .call(member -> verificationTokens.forget(transaction, id))
                .call(member -> verificationTokens.openEmailChange(transaction, id, email))
                .flatMap(member -> record(transaction, "email-change-asked", member, member));
    }

    Uni<Void> confirm(String token, Client client) {
        return verificationTokens
                .find("EmailChange", token)
                .flatMap(proof -> transactions
                        .sql(proof.person().caller(client), transaction -> take(transaction, proof))
                        .onFailure(failure -> DatabaseErrors.isConflict(failure, "users_email_idx"))
                        .transform(taken -> VerificationTokens.refused()));
    }

    /** Also ends a password reset link that went to the old address. */
    private Uni<Void> take(SqlTransaction transaction, VerificationTokens.Proof proof) {
        UUID id = proof.person().userId();
        return members.lock(transaction, id)
                .call(member -> verificationTokens.use(transaction, proof))
                .call(member -> verificationTokens.forget(transaction, id))
                .flatMap(member -> transaction
                        .first(Member::of, SET, proof.person().tenantId(), id, proof.newEmail())
                        .onItem()
                        .ifNull()
                        .failWith(VerificationTokens::refused)
                        .flatMap(after -> record(transaction, "email-changed", member, after)));
    }

    /** Omits the addresses, because readers of the log do not need them. */
    private static Uni<Void> record(SqlTransaction transaction, String action, Member before, Member after) {
        return transaction.record(new Change(
                action,
                "user",
                after.view().id(),
                after.view().tenantId(),
                transaction.caller().scope().resellerId(),
                AuditedUser.of(before.view()),
                AuditedUser.of(after.view())));
    }
}
