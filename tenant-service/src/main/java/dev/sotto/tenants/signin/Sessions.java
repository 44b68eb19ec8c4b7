package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.Tokens;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Gives out tokens, in the transaction, and in the scope, of the person who gets them. */
@ApplicationScoped
public class Sessions {

    private static final String INSERT = """
            insert into refresh_tokens (id, family_id, tenant_id, user_id, token_hash, expires_at)
            values ($1, $2, $3, $4, $5, now() + interval '30 days')
            """;

    private final AccessTokens accessTokens;

    Sessions(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    /** Tokens of a new session. */
    public Uni<Tokens> begin(SqlTransaction transaction, Person person) {
        return proceed(transaction, person, Ids.next());
    }

    /** The next tokens of a session. */
    Uni<Tokens> proceed(SqlTransaction transaction, Person person, UUID familyId) {
        String refreshToken = SecretToken.random();
        return transaction
                .execute(
                        INSERT,
                        Ids.next(),
                        familyId,
                        person.tenantId(),
                        person.userId(),
                        Buffer.buffer(SecretToken.hash(refreshToken)))
                .map(inserted ->
                        new Tokens(accessTokens.sign(person), "Bearer", AccessTokens.LIFE.toSeconds(), refreshToken));
    }
}
