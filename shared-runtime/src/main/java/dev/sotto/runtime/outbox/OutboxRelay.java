package dev.sotto.runtime.outbox;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Publishes the events of the outbox (docs/adr/0004-own-outbox.md). Only one relay of a service is active at a time
 * ({@link RelayLock}). A round reads the oldest unpublished event of each of the next keys, sends these events, and
 * marks those that the broker confirmed. No transaction is open while it sends. An event that was sent but not marked
 * is sent again: at least once, in the order of each aggregate's versions.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Caller RELAY = Caller.system("outbox-relay");
    private static final int EVENTS_OF_A_ROUND = 200;
    private static final UUID FIRST_KEY = new UUID(0, 0);

    /**
     * For a small table, PostgreSQL would choose a sequential scan, and keep that plan when a backlog grows faster than
     * its statistics are updated.
     */
    static final String BY_INDEX_ALONE = "set local enable_seqscan = off";

    /**
     * Starts at key $1 and reads at most $2 keys. It finds each next key by one index look-up on (key, id), so the cost
     * of a round does not depend on the number of waiting events.
     */
    static final String NEXT = """
            with recursive oldest (number, id, topic, key, payload) as (
                (select 1, o.id, o.topic, o.key, o.payload from outbox o
                    where o.published_at is null and o.key >= $1
                    order by o.key, o.id limit 1)
                union all
                select previous.number + 1, o.id, o.topic, o.key, o.payload from oldest previous
                    cross join lateral (
                        select id, topic, key, payload from outbox
                        where published_at is null and key > previous.key
                        order by key, id limit 1) o
                    where previous.number < $2)
            select id, topic, key, payload from oldest
            """;

    static final String MARK = "update outbox set published_at = now() where id = any($1)";

    private final ScopedTransaction transactions;
    private final Publisher publisher;
    private final RelayLock lock;
    private final Loop relaying;
    private final boolean enabled;
    /** Where the next round starts. Keys take turns; after the last key, the relay starts again at the first. */
    private volatile UUID nextKey = FIRST_KEY;

    OutboxRelay(
            ScopedTransaction transactions, Publisher publisher, RelayLock lock, Vertx vertx, OutboxSettings settings) {
        this.transactions = transactions;
        this.publisher = publisher;
        this.lock = lock;
        this.enabled = settings.enabled();
        this.relaying = new Loop(vertx, "outbox relay", settings.interval(), this::relayIfActive);
    }

    void start(@Observes StartupEvent start) {
        if (enabled) {
            relaying.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        relaying.stop().thenCompose(ended -> lock.release()).join();
    }

    /** Runs one round; returns whether there may be more to publish. */
    private Uni<Boolean> relay() {
        UUID from = nextKey;
        return inTransaction(transaction -> transaction.list(Pending::of, NEXT, from, EVENTS_OF_A_ROUND))
                .invoke(batch -> nextKey = keyAfter(batch))
                .flatMap(batch -> batch.isEmpty() ? Uni.createFrom().item(!from.equals(FIRST_KEY)) : publishAll(batch));
    }

    private Uni<Boolean> relayIfActive() {
        return lock.hold().flatMap(active -> active ? relay() : Uni.createFrom().item(false));
    }

    /** Returns the last key of the batch, so that none is left out, or the first key if the round reached the end. */
    private static UUID keyAfter(List<Pending> batch) {
        return batch.size() < EVENTS_OF_A_ROUND
                ? FIRST_KEY
                : batch.get(batch.size() - 1).key();
    }

    private Uni<Boolean> publishAll(List<Pending> batch) {
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

    /** An event that the broker refused stays unpublished. The others of the batch are still marked. */
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
        return inTransaction(transaction -> transaction.execute(MARK, (Object) ids))
                .replaceWith(true);
    }

    private <T> Uni<T> inTransaction(Function<SqlTransaction, Uni<T>> work) {
        return transactions.sql(
                RELAY, transaction -> transaction.execute(BY_INDEX_ALONE).chain(() -> work.apply(transaction)));
    }

    private record Pending(long id, String topic, UUID key, String payload) {

        static final Pending NOT_SENT = new Pending(-1, "", new UUID(0, 0), "");

        static Pending of(Row row) {
            return new Pending(row.getLong("id"), row.getString("topic"), row.getUUID("key"), row.getString("payload"));
        }
    }
}
