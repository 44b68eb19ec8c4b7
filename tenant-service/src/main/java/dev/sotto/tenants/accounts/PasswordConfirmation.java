package dev.sotto.tenants.accounts;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.tenants.passwords.Passwords;
import dev.sotto.tenants.throttling.LoginAttempt;
import dev.sotto.tenants.throttling.LoginThrottle;
import dev.sotto.tenants.users.Member;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks the caller's current password, because a token alone may come from an unattended session. Guesses are
 * throttled.
 */
@ApplicationScoped
class PasswordConfirmation {

    private static final Caller LOOK_UP = Caller.system("password-check");
    private static final String FIND = "select password_hash, tokens_valid_from from users where id = $1";

    private final ScopedTransaction transactions;
    private final LoginThrottle loginThrottle;
    private final Passwords passwords;

    PasswordConfirmation(ScopedTransaction transactions, LoginThrottle loginThrottle, Passwords passwords) {
        this.transactions = transactions;
        this.loginThrottle = loginThrottle;
        this.passwords = passwords;
    }

    /** @param pointer the place of the password in the request */
    Uni<Proven> require(Caller caller, String pointer, String password) {
        LoginAttempt attempt = LoginAttempt.of(caller.origin().address(), "user " + caller.requireUserId());
        return loginThrottle
                .count(attempt)
                .chain(() -> transactions.readFirst(LOOK_UP, Kept::of, FIND, caller.requireUserId()))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .call(kept -> passwords.matches(password, kept.passwordHash()).invoke(matches -> {
                    if (!matches) {
                        throw wrong(pointer);
                    }
                }))
                .call(kept -> loginThrottle.forgive(attempt))
                .map(kept -> new Proven(pointer, kept.tokensValidFrom()));
    }

    private static Problem wrong(String pointer) {
        return Problem.invalid(new Fault(pointer, FaultCode.INCORRECT, "must be your current password"));
    }

    /** @param tokensValidFrom changes with the password, so it shows whether the password has changed */
    record Proven(String pointer, @Nullable Instant tokensValidFrom) {

        /** Fails if the password has changed since it was checked. */
        void requireStill(Member member) {
            if (!Objects.equals(tokensValidFrom, member.tokensValidFrom())) {
                throw wrong(pointer);
            }
        }
    }

    private record Kept(
            @Nullable String passwordHash, @Nullable Instant tokensValidFrom) {

        static Kept of(Row row) {
            OffsetDateTime validFrom = row.getOffsetDateTime("tokens_valid_from");
            return new Kept(row.getString("password_hash"), validFrom == null ? null : validFrom.toInstant());
        }

        /** Omits the hash, because this text may be logged. */
        @Override
        public String toString() {
            return "Kept[]";
        }
    }
}
