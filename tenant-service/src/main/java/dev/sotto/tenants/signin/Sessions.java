package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.Tokens;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.tokens.AccessTokens;
import dev.sotto.tenants.tokens.Person;
import dev.sotto.tenants.tokens.RefreshTokens;
import dev.sotto.tenants.tokens.SecretToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues tokens and ends sessions, in the transaction and scope of their user. */
@ApplicationScoped
public class Sessions {

    /** How long a refresh token is valid if nobody uses it. */
    static final Duration LIFE = Duration.ofDays(30);

    private static final String INSERT = """
            insert into refresh_tokens (id, family_id, tenant_id, user_id, token_hash, expires_at, user_agent, address)
            values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7, $8)
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
    private final RefreshTokens refreshTokens;

    Sessions(AccessTokens accessTokens, RefreshTokens refreshTokens) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    /** Issues the tokens of a new session. */
    public Uni<Tokens> begin(SqlTransaction transaction, Person person, Client client) {
        return proceed(transaction, new Next(person, Ids.next(), refreshTokens.first()), client);
    }

    /** What comes next in a session. */
    record Next(Person person, UUID familyId, String refreshToken) {

        /** Omits the token, because this text may be logged. */
        @Override
        public String toString() {
            return "Next[]";
        }
    }

    /** Issues the next tokens of a session. */
    Uni<Tokens> proceed(SqlTransaction transaction, Next next, Client client) {
        return transaction
                .execute(
                        INSERT,
                        Ids.next(),
                        next.familyId(),
                        next.person().tenantId(),
                        next.person().userId(),
                        Buffer.buffer(SecretToken.hash(next.refreshToken())),
                        (int) LIFE.toDays(),
                        client.userAgent(),
                        client.address())
                .map(inserted -> tokens(next));
    }

    /** Returns a new access token with a refresh token that is already stored. */
    Tokens tokens(Next next) {
        return new Tokens(
                accessTokens.sign(next.person(), next.familyId()),
                "Bearer",
                AccessTokens.LIFE.toSeconds(),
                next.refreshToken());
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
