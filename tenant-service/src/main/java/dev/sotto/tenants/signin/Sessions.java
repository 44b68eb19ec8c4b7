package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.Tokens;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.tokens.AccessTokens;
import dev.sotto.tenants.tokens.Person;
import dev.sotto.tenants.tokens.SecretToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues tokens and ends sessions, in the transaction and scope of their user. */
@ApplicationScoped
public class Sessions {

    private static final String INSERT = """
            insert into refresh_tokens (id, family_id, tenant_id, user_id, token_hash, expires_at, user_agent, address)
            values ($1, $2, $3, $4, $5, now() + interval '30 days', $6, $7)
            """;
    private static final String END = """
            update refresh_tokens set revoked_at = now()
            where tenant_id = $1 and user_id = $2 and family_id = $3 and revoked_at is null
            """;
    private static final String END_ALL = """
            update refresh_tokens set revoked_at = now()
            where tenant_id = $1 and user_id = $2 and revoked_at is null and ($3::uuid is null or family_id <> $3)
            """;

    private final AccessTokens accessTokens;

    Sessions(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    /** Issues the tokens of a new session. */
    public Uni<Tokens> begin(SqlTransaction transaction, Person person, Client client) {
        return proceed(transaction, person, Ids.next(), client);
    }

    /** Issues the next tokens of a session. */
    Uni<Tokens> proceed(SqlTransaction transaction, Person person, UUID familyId, Client client) {
        String refreshToken = SecretToken.random();
        return transaction
                .execute(
                        INSERT,
                        Ids.next(),
                        familyId,
                        person.tenantId(),
                        person.userId(),
                        Buffer.buffer(SecretToken.hash(refreshToken)),
                        client.userAgent(),
                        client.address())
                .map(inserted -> new Tokens(
                        accessTokens.sign(person, familyId), "Bearer", AccessTokens.LIFE.toSeconds(), refreshToken));
    }

    /**
     * Ends one session. The user's row must be locked, so that no exchange runs at the same time.
     *
     * @return the number of its valid or remembered tokens; 0 for another user's or an ended session
     */
    public Uni<Integer> end(SqlTransaction transaction, UUID userId, UUID sessionId) {
        return transaction.execute(END, transaction.caller().requireTenantId(), userId, sessionId);
    }

    /** Ends all sessions of a user except one. The user's row must be locked. */
    public Uni<Void> endAll(SqlTransaction transaction, UUID userId, @Nullable UUID except) {
        return transaction
                .execute(END_ALL, transaction.caller().requireTenantId(), userId, except)
                .replaceWithVoid();
    }
}
