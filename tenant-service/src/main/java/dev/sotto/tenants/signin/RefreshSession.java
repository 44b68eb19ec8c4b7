package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.throttling.Client;
import dev.sotto.tenants.tokens.Person;
import dev.sotto.tenants.tokens.RefreshTokens;
import dev.sotto.tenants.tokens.SecretToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a refresh token for new tokens (RFC 9700, section 4.14.2; ADR 12). Until the next token is used, the same
 * exchange gives it again: an answer may be lost, and two tabs may ask at once. After that, a token that comes back is in
 * two hands and nobody knows which is the thief's, so the session ends. No clock decides.
 */
@ApplicationScoped
class RefreshSession {

    private static final Caller LOOK_UP = Caller.system("refresh");
    private static final String FIND = """
            select r.id, r.family_id, r.user_id, r.tenant_id, t.reseller_id, u.role, u.version
            from refresh_tokens r
            join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
            join tenants t on t.id = r.tenant_id
            where r.token_hash = $1
            """;
    /**
     * Changes of one session wait for each other. A separate statement, so that the next one sees the tokens of the
     * earlier ones.
     */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))";

    /**
     * A shared lock: exchanges run in parallel, but the end of all sessions of a user waits for them, and they wait for
     * it.
     */
    private static final String FIND_USER = """
            select role, version from users where tenant_id = $1 and id = $2 and status = 'Active' for share
            """;

    private static final String USE = """
            update refresh_tokens set used_at = now()
            where tenant_id = $1 and id = $2 and used_at is null and revoked_at is null and expires_at > now()
            """;
    /** The session's newest token, if it was not used yet and this one was. */
    private static final String UNUSED = """
            select next.token_hash
            from refresh_tokens given
            join refresh_tokens next on next.tenant_id = given.tenant_id and next.family_id = given.family_id
            where given.tenant_id = $1 and given.id = $2 and given.used_at is not null and given.revoked_at is null
                and given.expires_at > now()
                and next.used_at is null and next.revoked_at is null and next.expires_at > now()
            """;

    private static final String END_IF_USED = """
            update refresh_tokens set revoked_at = now()
            where tenant_id = $1 and family_id = $2 and revoked_at is null
                and exists (select from refresh_tokens u where u.tenant_id = $1 and u.id = $3 and u.used_at is not null)
            """;
    private static final String END = """
            update refresh_tokens set revoked_at = now()
            where tenant_id = $1 and family_id = $2 and revoked_at is null
            """;

    private final ScopedTransaction transactions;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;

    RefreshSession(ScopedTransaction transactions, Sessions sessions, RefreshTokens refreshTokens) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
    }

    /** @param token null if the client has none */
    Uni<Tokens> refresh(@Nullable String token, Client client) {
        return find(token)
                .flatMap(known -> known == null
                        ? Uni.createFrom().nullItem()
                        : transactions.sql(
                                known.person().caller(client), transaction -> exchange(transaction, known, client)))
                .onItem()
                .ifNull()
                .failWith(RefreshSession::refused);
    }

    /** Ends the session of a token, if it has one. */
    Uni<Void> end(@Nullable String token, Client client) {
        return find(token)
                .flatMap(known -> known == null
                        ? Uni.createFrom().voidItem()
                        : transactions.sql(
                                known.person().caller(client),
                                transaction -> transaction
                                        .execute(LOCK, known.familyId())
                                        .chain(() -> transaction.execute(
                                                END, known.person().tenantId(), known.familyId()))
                                        .flatMap(ended -> record(transaction, "signed-out", known.person(), ended))));
    }

    private Uni<@Nullable Known> find(@Nullable String token) {
        return token == null
                ? Uni.createFrom().nullItem()
                : transactions.readFirst(
                        LOOK_UP, row -> Known.of(row, token), FIND, Buffer.buffer(SecretToken.hash(token)));
    }

    /** Returns null for an invalid token. A revocation because of reuse is committed nevertheless. */
    private Uni<@Nullable Tokens> exchange(SqlTransaction transaction, Known known, Client client) {
        return transaction
                .execute(LOCK, known.familyId())
                .chain(() -> transaction.first(
                        known::personNow,
                        FIND_USER,
                        known.person().tenantId(),
                        known.person().userId()))
                .flatMap(person ->
                        person == null ? Uni.createFrom().nullItem() : use(transaction, known, person, client));
    }

    private Uni<@Nullable Tokens> use(SqlTransaction transaction, Known known, Person person, Client client) {
        return transaction
                .execute(USE, person.tenantId(), known.id())
                .flatMap(used -> used == 1
                        ? sessions.proceed(
                                transaction, known.next(person, refreshTokens.successorOf(known.token())), client)
                        : repeat(transaction, known, person));
    }

    private Uni<@Nullable Tokens> repeat(SqlTransaction transaction, Known known, Person person) {
        return transaction
                .first(row -> row.getBuffer("token_hash").getBytes(), UNUSED, person.tenantId(), known.id())
                .map(hash -> hash == null ? null : successor(known.token(), hash))
                .flatMap(successor -> successor == null
                        ? endIfUsed(transaction, known, person)
                        : Uni.createFrom().item(sessions.tokens(known.next(person, successor))));
    }

    private @Nullable String successor(String token, byte[] hash) {
        return refreshTokens.successorsOf(token).stream()
                .filter(successor -> MessageDigest.isEqual(SecretToken.hash(successor), hash))
                .findFirst()
                .orElse(null);
    }

    private static Uni<@Nullable Tokens> endIfUsed(SqlTransaction transaction, Known known, Person person) {
        return transaction
                .execute(END_IF_USED, person.tenantId(), known.familyId(), known.id())
                .flatMap(ended -> record(transaction, "refresh-token-reused", person, ended))
                .replaceWith((Tokens) null);
    }

    /** Recorded once per session, not when the session had already ended. */
    private static Uni<Void> record(SqlTransaction transaction, String action, Person person, int ended) {
        return ended == 0
                ? Uni.createFrom().voidItem()
                : transaction.record(new Change(
                        action, "user", person.userId(), person.tenantId(), person.resellerId(), null, null));
    }

    private static Problem refused() {
        return Problem.of(ProblemType.UNAUTHENTICATED, "The refresh token is no longer valid. Sign in again.");
    }

    private record Known(UUID id, UUID familyId, Person person, String token) {

        static Known of(Row row, String token) {
            return new Known(row.getUUID("id"), row.getUUID("family_id"), Person.of(row), token);
        }

        Sessions.Next next(Person personNow, String refreshToken) {
            return new Sessions.Next(personNow, familyId, refreshToken);
        }

        /** Omits the token, because this text may be logged. */
        @Override
        public String toString() {
            return "Known[]";
        }

        Person personNow(Row row) {
            return person.as(Role.valueOf(row.getString("role")), row.getLong("version"));
        }
    }
}
