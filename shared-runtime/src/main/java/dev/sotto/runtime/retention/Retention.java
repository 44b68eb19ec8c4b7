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
 * Deletes, once an hour, what every service keeps for a time: published events and idempotency keys for 7 days, the ids of
 * events that had their effect for 30 days. Events that are not published stay.
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

    /** One round; there is never more at once. */
    Uni<Boolean> prune() {
        return transactions
                .sql(RETENTION, transaction -> transaction.execute(PRUNE))
                .replaceWith(false);
    }
}
