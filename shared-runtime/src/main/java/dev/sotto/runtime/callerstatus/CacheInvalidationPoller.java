package dev.sotto.runtime.callerstatus;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Asks the database once a second which callers changed, no matter which process wrote the change.
 *
 * <p>It compares PostgreSQL snapshots. A timestamp or a counter would miss a transaction that began early and committed
 * late.
 */
@ApplicationScoped
class CacheInvalidationPoller {

    /** One more than the number of ids that are invalidated one by one. */
    private static final int MANY = 1_001;

    /**
     * A restored database may contain rows of transaction ids that its new server has not reached yet. They are not
     * changes.
     */
    static final String NEWS = """
            select pg_current_snapshot()::text as snapshot, array(
                select id from replicas
                where written_in >= pg_snapshot_xmin($1::text::pg_snapshot)
                    and written_in < pg_snapshot_xmax(pg_current_snapshot())
                    and not pg_visible_in_snapshot(written_in, $1::text::pg_snapshot)
                limit $2
            ) as ids
            """;

    private static final Caller READER = Caller.system("caller-status-news");
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ScopedTransaction transactions;
    private final CallerStatusCache callerStatusCache;
    private final Loop loop;
    /** The snapshot of the last query. Only the loop's rounds use it. */
    private volatile String snapshot = "1:1:";

    CacheInvalidationPoller(ScopedTransaction transactions, CallerStatusCache callerStatusCache, Vertx vertx) {
        this.transactions = transactions;
        this.callerStatusCache = callerStatusCache;
        this.loop = new Loop(vertx, "news of caller status", EVERY, this::ask);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    private record News(String snapshot, List<UUID> ids) {}

    private Uni<Boolean> ask() {
        long askedAt = System.nanoTime();
        return transactions
                .readFirst(READER, CacheInvalidationPoller::news, NEWS, snapshot, MANY)
                .invoke(news -> tell(news, askedAt))
                .replaceWith(false);
    }

    private void tell(News news, long askedAt) {
        snapshot = news.snapshot();
        if (news.ids().size() == MANY) {
            callerStatusCache.heardOfMany(askedAt);
        } else {
            // A set, because a reseller and its house tenant have the same id.
            callerStatusCache.heardOf(Set.copyOf(news.ids()), askedAt);
        }
    }

    private static News news(Row row) {
        return new News(row.getString("snapshot"), List.of(row.getArrayOfUUIDs("ids")));
    }
}
