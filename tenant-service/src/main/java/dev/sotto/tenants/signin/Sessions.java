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

/** Gives out tokens and ends sessions, in the transaction, and in the scope, of the person whose they are. */
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

    /** Tokens of a new session. */
    public Uni<Tokens> begin(SqlTransaction transaction, Person person, Client client) {
        return proceed(transaction, person, Ids.next(), client);
    }

    /** The next tokens of a session. */
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
     * Ends one session of a user whose row is locked, so that no exchange slips a token past.
     *
     * @return how many of its tokens were alive or remembered; 0 for a session that is not the user's, or ended before
     */
    public Uni<Integer> end(SqlTransaction transaction, UUID userId, UUID sessionId) {
        return transaction.execute(END, transaction.caller().requireTenantId(), userId, sessionId);
    }

    /** Ends all sessions of a user whose row is locked, but one. */
    public Uni<Void> endAll(SqlTransaction transaction, UUID userId, @Nullable UUID except) {
        return transaction
                .execute(END_ALL, transaction.caller().requireTenantId(), userId, except)
                .replaceWithVoid();
    }
}
