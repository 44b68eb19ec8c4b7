package dev.sotto.runtime.outbox;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what transactions have appended (docs/adr/0004-own-outbox.md). One relay of a service is active at a time,
 * by an advisory lock that its own connection holds. A round takes, of each key, the oldest event that is not published
 * yet, sends them, and marks those that the broker has confirmed; no transaction is open meanwhile. What is sent but
 * not marked is sent again: at least once, in the order of each aggregate's versions.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration LOCK_ANSWERS = Duration.ofSeconds(2);
    private static final Caller RELAY = Caller.system("outbox-relay");
    private static final String LOCK = "select pg_try_advisory_lock(hashtext('sotto-outbox-relay')) as mine";
    private static final String NEXT = """
            select o.id, o.topic, o.key, o.payload from outbox o
            where o.published_at is null and not exists (
                select from outbox earlier
                where earlier.published_at is null and earlier.key = o.key and earlier.id < o.id)
            order by o.id limit 200
            """;
    private static final String MARK = "update outbox set published_at = now() where id = any($1)";
    private static final String PRUNE = """
            with old_events as (delete from outbox where published_at < now() - interval '7 days'),
            old_keys as (delete from idempotency where created_at < now() - interval '7 days')
            delete from inbox where received_at < now() - interval '30 days'
            """;

    private final ScopedTransaction transactions;
    private final Publisher publisher;
    private final Pool pool;
    private final Loop relaying;
    private final Loop pruning;
    private final boolean enabled;
    private volatile @Nullable SqlConnection lock;

    OutboxRelay(
            ScopedTransaction transactions,
            Publisher publisher,
            @ReactiveDataSource("system") Pool pool,
            Vertx vertx,
            OutboxSettings settings) {
        this.transactions = transactions;
        this.publisher = publisher;
        this.pool = pool;
        this.enabled = settings.enabled();
        this.relaying = new Loop(vertx, "outbox relay", settings.interval(), this::relayIfActive);
        this.pruning = new Loop(vertx, "outbox pruning", Duration.ofHours(1), this::prune);
    }

    void start(@Observes StartupEvent start) {
        if (enabled) {
            relaying.start();
            pruning.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        CompletableFuture.allOf(relaying.stop(), pruning.stop()).join();
    }

    /** One round; gives whether it published anything. Tests run it by hand. */
    public Uni<Boolean> relay() {
        return transactions.read(RELAY, Pending::of, NEXT).flatMap(this::publishAll);
    }

    private Uni<Boolean> relayIfActive() {
        return holdLock().flatMap(mine -> mine ? relay() : Uni.createFrom().item(false));
    }

    private Uni<Boolean> publishAll(List<Pending> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUni(this::publish)
                .merge(batch.size())
                .filter(published -> published.id() >= 0)
                .collect()
                .asList()
                .flatMap(published -> mark(published, batch.size()));
    }

    /** A record that the broker refused stays pending; the others of the batch are marked all the same. */
    private Uni<Pending> publish(Pending event) {
        return publisher
                .send(event.topic(), event.key().toString(), event.payload().getBytes(StandardCharsets.UTF_8), Map.of())
                .replaceWith(event)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("Kafka refused an event of %s, %s: %s", event.topic(), event.key(), failure))
                .onFailure()
                .recoverWithItem(Pending.NOT_SENT);
    }

    private Uni<Boolean> mark(List<Pending> published, int sent) {
        if (published.isEmpty()) {
            return Uni.createFrom().failure(new IllegalStateException("Kafka took none of " + sent + " events"));
        }
        Long[] ids = published.stream().map(Pending::id).toArray(Long[]::new);
        return transactions
                .sql(RELAY, transaction -> transaction.execute(MARK, (Object) ids))
                .replaceWith(true);
    }

    private Uni<Boolean> prune() {
        return transactions
                .sql(RELAY, transaction -> transaction.execute(PRUNE))
                .replaceWith(false);
    }

    /** The lock lives as long as its connection: a dead relay's passes on when PostgreSQL sees the connection end. */
    private Uni<Boolean> holdLock() {
        SqlConnection held = lock;
        if (held != null) {
            return held.query("select 1")
                    .execute()
                    .ifNoItem()
                    .after(LOCK_ANSWERS)
                    .fail()
                    .replaceWith(true)
                    .onFailure()
                    .call(() -> letGo(held));
        }
        return pool.getConnection()
                .flatMap(connection -> connection
                        .query(LOCK)
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean("mine"))
                        .onFailure()
                        .call(connection::close)
                        .call(mine -> mine ? keep(connection) : connection.close()));
    }

    /** A lock's connection that does not answer may have lost the lock to another relay. */
    private Uni<Void> letGo(SqlConnection held) {
        lock = null;
        return held.close().onFailure().recoverWithNull();
    }

    private Uni<Void> keep(SqlConnection connection) {
        lock = connection;
        connection.closeHandler(() -> lock = null);
        return Uni.createFrom().voidItem();
    }

    private record Pending(long id, String topic, UUID key, String payload) {

        static final Pending NOT_SENT = new Pending(-1, "", new UUID(0, 0), "");

        static Pending of(Row row) {
            return new Pending(row.getLong("id"), row.getString("topic"), row.getUUID("key"), row.getString("payload"));
        }
    }
}
