package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Removes old deliveries from the log, and secrets that sign no more. */
@ApplicationScoped
class DeliveryLogRetention {

    private static final int AT_ONCE = 10_000;
    private static final String SECRETS = "delete from webhook_secrets where valid_until < now()";
    private static final String DELIVERIES = """
            delete from webhook_deliveries where id in (
                select id from webhook_deliveries where created_at < now() - $1 * interval '1 second' limit $2)
            """;

    private final ScopedTransaction transactions;
    private final Duration keep;
    private final Loop loop;

    DeliveryLogRetention(ScopedTransaction transactions, WebhookSettings settings, Vertx vertx) {
        this.transactions = transactions;
        this.keep = settings.keepLog();
        this.loop = new Loop(vertx, "webhook log retention", Duration.ofHours(1), this::prune);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Returns whether there may be more. */
    Uni<Boolean> prune() {
        return transactions.sql(Turns.CALLER, this::prune);
    }

    private Uni<Boolean> prune(SqlTransaction transaction) {
        return transaction
                .execute(SECRETS)
                .chain(() -> transaction.execute(DELIVERIES, keep.toSeconds(), AT_ONCE))
                .map(removed -> removed == AT_ONCE);
    }
}
