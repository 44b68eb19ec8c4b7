package dev.sotto.runtime.retention;

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
 * Deletes expired rows once an hour: published events and idempotency keys after 7 days, the ids of handled events
 * after 30 days. Unpublished events stay.
 */
@ApplicationScoped
public class Retention {

    private static final Caller RETENTION = Caller.system("retention");
    private static final String PRUNE = """
            with old_events as (delete from outbox where published_at < now() - interval '7 days'),
            old_keys as (delete from idempotency where created_at < now() - interval '7 days')
            delete from inbox where received_at < now() - interval '30 days'
            """;

    private final ScopedTransaction transactions;
    private final Loop pruning;

    Retention(ScopedTransaction transactions, Vertx vertx) {
        this.transactions = transactions;
        this.pruning = new Loop(vertx, "retention", Duration.ofHours(1), this::prune);
    }

    void start(@Observes StartupEvent start) {
        pruning.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        pruning.stop().join();
    }

    /** Runs one round. It deletes everything that has expired. */
    Uni<Boolean> prune() {
        return transactions
                .sql(RETENTION, transaction -> transaction.execute(PRUNE))
                .replaceWith(false);
    }
}
