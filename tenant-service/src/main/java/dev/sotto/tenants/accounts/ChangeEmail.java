package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.EmailChange;
import dev.sotto.runtime.database.Unavailability;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.tenants.signin.Attempts;
import dev.sotto.tenants.signin.Client;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.users.Member;
import dev.sotto.tenants.users.Members;
import dev.sotto.tenants.users.UserFacts;
import dev.sotto.tenants.users.UserRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Another address of one's own: asked for with the password, and taken when the letter to it was read. */
@ApplicationScoped
class ChangeEmail {

    private static final String SET = """
            update users set email = $3, version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2
            returning id, tenant_id, email, first_name, last_name, role, status, last_login, version, created_at,
                updated_at, tenant_kind, tokens_valid_from
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final KnownPassword knownPassword;
    private final Attempts attempts;
    private final Members members;
    private final Proofs proofs;

    ChangeEmail(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            KnownPassword knownPassword,
            Attempts attempts,
            Members members,
            Proofs proofs) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.knownPassword = knownPassword;
        this.attempts = attempts;
        this.members = members;
        this.proofs = proofs;
    }

    /** The answer is the same for an address that somebody has already. */
    Uni<Void> ask(Caller caller, EmailChange wanted) {
        UserRows.requireAddress("/email", wanted.email());
        return knownPassword
                .require(caller, "/password", wanted.password())
                .chain(() -> tenants.find(caller, null))
                .map(tenant -> tenant.narrow(caller))
                .call(narrowed -> attempts.letter(caller.requireUserId(), wanted.email()))
                .flatMap(narrowed -> transactions.sql(narrowed, transaction -> open(transaction, wanted.email())));
    }

    private Uni<Void> open(SqlTransaction transaction, String email) {
        UUID id = transaction.caller().requireUserId();
        return members.lock(transaction, id)
                .call(member -> proofs.forget(transaction, id))
                .call(member -> proofs.openEmailChange(transaction, id, email))
                .flatMap(member -> record(transaction, "email-change-asked", member, member));
    }

    Uni<Void> confirm(String token, Client client) {
        return proofs.find("EmailChange", token)
                .flatMap(proof -> transactions
                        .sql(proof.person().caller(client), transaction -> take(transaction, proof))
                        .onFailure(failure -> Unavailability.isConflict(failure, "users_email_idx"))
                        .transform(taken -> Proofs.refused()));
    }

    /** A link for a new password that went to the old address ends with it. */
    private Uni<Void> take(SqlTransaction transaction, Proofs.Proof proof) {
        UUID id = proof.person().userId();
        return members.lock(transaction, id)
                .call(member -> proofs.use(transaction, proof))
                .call(member -> proofs.forget(transaction, id))
                .flatMap(member -> transaction
                        .first(Member::of, SET, proof.person().tenantId(), id, proof.newEmail())
                        .onItem()
                        .ifNull()
                        .failWith(Proofs::refused)
                        .flatMap(after -> record(transaction, "email-changed", member, after)));
    }

    /** Without the addresses: who reads the log need not know them. */
    private static Uni<Void> record(SqlTransaction transaction, String action, Member before, Member after) {
        return transaction.record(new Change(
                action,
                "user",
                after.view().id(),
                after.view().tenantId(),
                transaction.caller().scope().resellerId(),
                UserFacts.of(before.view()),
                UserFacts.of(after.view())));
    }
}
