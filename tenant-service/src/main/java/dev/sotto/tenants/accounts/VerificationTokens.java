package dev.sotto.tenants.accounts;

import dev.sotto.model.Emails;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.tokens.Person;
import dev.sotto.tenants.tokens.SecretToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verification tokens, from the request to their use. */
@ApplicationScoped
class VerificationTokens {

    private static final Caller LOOK_UP = Caller.system("proof");
    private static final String FIND = """
            select p.id, p.user_id, p.tenant_id, t.reseller_id, u.role, u.version, p.new_email
            from proofs p
            join users u on u.tenant_id = p.tenant_id and u.id = p.user_id
            join tenants t on t.id = p.tenant_id
            where p.token_hash = $1 and p.kind = $2 and p.used_at is null and p.expires_at > now() and u.status = 'Active'
            """;
    private static final String USE = """
            update proofs set used_at = now()
            where tenant_id = $1 and id = $2 and token_hash = $3 and used_at is null and expires_at > now()
            """;
    private static final String FORGET = "delete from proofs where tenant_id = $1 and user_id = $2 and used_at is null";
    private static final String OPEN_EMAIL_CHANGE = """
            with proof as (
                insert into proofs (id, tenant_id, user_id, kind, new_email, old_email)
                select $3, u.tenant_id, u.id, 'EmailChange', $4, u.email from users u
                where u.tenant_id = $1 and u.id = $2
                returning id, tenant_id)
            insert into mail_tasks (id, tenant_id, kind, proof_id)
            select kinds.id, proof.tenant_id, kinds.kind, proof.id
            from proof, (values ($5::uuid, 'EmailChange'), ($6::uuid, 'EmailChangeNotice')) as kinds (id, kind)
            """;

    private final ScopedTransaction transactions;

    VerificationTokens(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** Finds what a token proves. Refuses an unknown or invalid token at {@code /token}. */
    Uni<Proof> find(String kind, String token) {
        Buffer hash = Buffer.buffer(SecretToken.hash(token));
        return transactions
                .readFirst(LOOK_UP, row -> Proof.of(row, hash), FIND, hash, kind)
                .onItem()
                .ifNull()
                .failWith(VerificationTokens::refused);
    }

    /** Uses a token, which works only once. */
    Uni<Void> use(SqlTransaction transaction, Proof proof) {
        return transaction
                .execute(USE, proof.person().tenantId(), proof.id(), proof.tokenHash())
                .invoke(used -> {
                    if (used == 0) {
                        throw refused();
                    }
                })
                .replaceWithVoid();
    }

    /** Ends all open tokens of a user. */
    Uni<Void> forget(SqlTransaction transaction, UUID userId) {
        return transaction
                .execute(FORGET, transaction.caller().requireTenantId(), userId)
                .replaceWithVoid();
    }

    /** Creates a token for a new address, and notifies the current address. */
    Uni<Void> openEmailChange(SqlTransaction transaction, UUID userId, String email) {
        return transaction
                .execute(
                        OPEN_EMAIL_CHANGE,
                        transaction.caller().requireTenantId(),
                        userId,
                        Ids.next(),
                        Emails.normal(email),
                        Ids.next(),
                        Ids.next())
                .replaceWithVoid();
    }

    /** The same refusal for an unknown, replaced, used or expired token, and for an address that somebody else has. */
    static Problem refused() {
        return Problem.invalid(
                new Fault("/token", FaultCode.INCORRECT, "is wrong, used or expired; ask for a new e-mail"));
    }

    /** @param newEmail the new address, if the token is for a change of address */
    record Proof(UUID id, Person person, @Nullable String newEmail, Buffer tokenHash) {

        static Proof of(Row row, Buffer tokenHash) {
            return new Proof(row.getUUID("id"), Person.of(row), row.getString("new_email"), tokenHash);
        }
    }
}
