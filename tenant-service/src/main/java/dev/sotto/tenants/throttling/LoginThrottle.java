package dev.sotto.tenants.throttling;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Slows password guessing without locking anybody out. Each attempt counts as a failure until its password was correct,
 * so that simultaneous attempts are counted like consecutive ones. It blocks a client, or a client with one e-mail
 * address, but never an address alone: its owner can always sign in from elsewhere.
 */
@ApplicationScoped
public class LoginThrottle {

    private static final Caller THROTTLE = Caller.system("sign-in-throttle");
    /**
     * The first {@code $2} attempts are free. The next ones wait a second, two, four, up to a quarter of an hour.
     * Forgotten after an hour. Not blocked is {@code -infinity} and not now(), because of two simultaneous transactions
     * the one that began first may run second.
     */
    private static final String COUNT = """
            insert into sign_in_attempts as a (key, failures, last_at, blocked_until) values ($1, 1, now(), '-infinity')
            on conflict (key) do update set
                failures = case when a.last_at < now() - interval '1 hour' then 1 else a.failures + 1 end,
                last_at = now(),
                blocked_until = case when a.last_at < now() - interval '1 hour' or a.failures < $2::integer - 1
                    then '-infinity'
                    else now() + least(interval '15 minutes',
                        interval '1 second' * power(2, least(a.failures + 1 - $2::integer, 12))) end
            where a.blocked_until <= now()
            """;

    private static final int FREE = 5;
    /** So many users may share one address; a successful sign-in does not count. */
    private static final int FREE_OF_CLIENT = 100;

    private static final String FAILED =
            "Too many attempts failed. Wait as long as Retry-After says, or reset the password by e-mail.";
    private static final String ASKED =
            "Too many e-mails were requested for this address. Wait as long as Retry-After says, then retry.";

    private static final String WAIT = """
            select ceil(extract(epoch from greatest(blocked_until - now(), interval '1 second')))::integer as seconds
            from sign_in_attempts where key = $1
            """;
    private static final String FORGIVE_CLIENT = """
            update sign_in_attempts set failures = greatest(0, failures - 1), blocked_until = '-infinity'
            where key = $1
            """;
    private static final String FORGIVE_PAIR = "delete from sign_in_attempts where key = $1";

    private final ScopedTransaction transactions;

    LoginThrottle(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /**
     * Counts an attempt, or refuses it with the seconds to wait. Runs in a system transaction, before the password is
     * checked.
     */
    public Uni<Void> count(SqlTransaction transaction, LoginAttempt attempt) {
        return count(transaction, attempt.byClient(), FREE_OF_CLIENT, FAILED)
                .chain(() -> count(transaction, attempt.byClientAndEmail(), FREE, FAILED));
    }

    /** The same in a transaction of its own. */
    public Uni<Void> count(LoginAttempt attempt) {
        return transactions.sql(THROTTLE, transaction -> count(transaction, attempt));
    }

    /** Takes back what was counted, because the password was correct. */
    public Uni<Void> forgive(LoginAttempt attempt) {
        return transactions.sql(
                THROTTLE,
                transaction -> transaction
                        .execute(FORGIVE_CLIENT, Buffer.buffer(attempt.byClient()))
                        .chain(() -> transaction.execute(FORGIVE_PAIR, Buffer.buffer(attempt.byClientAndEmail())))
                        .replaceWithVoid());
    }

    /**
     * Counts a request that sends an e-mail to an address, or refuses it with the seconds to wait, so that nobody can
     * fill a mailbox. It counts before the result is known, so that the count reveals nothing about the address.
     *
     * @param sender the tenant, or the user for the user's own requests; senders do not affect each other
     */
    public Uni<Void> letter(UUID sender, String email) {
        return transactions.sql(
                THROTTLE, transaction -> count(transaction, LoginAttempt.letter(sender, email), FREE, ASKED));
    }

    private static Uni<Void> count(SqlTransaction transaction, byte[] key, int free, String refusal) {
        return transaction
                .execute(COUNT, Buffer.buffer(key), free)
                .flatMap(counted -> counted == 1 ? Uni.createFrom().voidItem() : refuse(transaction, key, refusal));
    }

    private static Uni<Void> refuse(SqlTransaction transaction, byte[] key, String refusal) {
        return transaction
                .first(row -> row.getInteger("seconds"), WAIT, Buffer.buffer(key))
                .map(seconds -> {
                    throw Problem.tooManyRequests(refusal, seconds == null ? 1 : seconds);
                });
    }
}
