package dev.sotto.tenants.signin;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Removes expired data: refresh tokens a week after their expiry, invitations a month after their use, verification
 * tokens after a month, failed attempts after a day.
 */
@ApplicationScoped
class Pruning {

    private static final Caller PRUNING = Caller.system("sign-in-pruning");
    private static final String PRUNE = """
            with old_tokens as (delete from refresh_tokens where expires_at < now() - interval '7 days'),
                old_proofs as (delete from proofs where created_at < now() - interval '30 days'),
                old_attempts as (delete from sign_in_attempts where last_at < now() - interval '1 day')
            delete from invitations where accepted_at < now() - interval '30 days'
            """;

    private final ScopedTransaction transactions;
    private final Loop loop;

    Pruning(ScopedTransaction transactions, Vertx vertx) {
        this.transactions = transactions;
        this.loop = new Loop(vertx, "sign-in pruning", Duration.ofHours(1), this::prune);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    private Uni<Boolean> prune() {
        return transactions
                .sql(PRUNING, transaction -> transaction.execute(PRUNE))
                .replaceWith(false);
    }
}
