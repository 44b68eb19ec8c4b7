package dev.sotto.runtime.standing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found of callers, believed until there is news of them. Once a second it is asked what was written meanwhile,
 * whoever heard of it, and what is found of those is forgotten. While that can't be asked nothing is believed for longer
 * than two seconds.
 *
 * <p>News is what was written by transactions that had not ended when it was asked for last (the {@code xmin} of that
 * snapshot): one that began early and commits late is not missed, as it would be by a time or a counter.
 */
@ApplicationScoped
class Beliefs {

    private static final Caller NEWS_READER = Caller.system("standing-news");
    private static final Duration ASKED = Duration.ofSeconds(1);
    private static final Duration GIVEN_UP = Duration.ofSeconds(10);
    private static final long BELIEVED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int REMEMBERED = 100_000;
    /** With more news than this at a time all is forgotten. */
    private static final int MUCH = 1_000;

    /** A database that was restored elsewhere has rows of transactions that are still to come there; they are no news. */
    private static final String NEWS = """
            select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, array(
                select distinct id from standing
                where written_in >= $1::text::xid8 and written_in < pg_snapshot_xmax(pg_current_snapshot())
                limit $2
            ) as ids
            """;

    private final ScopedTransaction transactions;
    private final Loop loop;
    private final Cache<Object, Known> found =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private volatile @Nullable Asked last;

    Beliefs(ScopedTransaction transactions, Vertx vertx) {
        this.transactions = transactions;
        this.loop = new Loop(vertx, "news of standing", ASKED, GIVEN_UP, this::ask);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /**
     * @param horizon transactions from this one on may not have ended when it was asked
     * @param at {@link System#nanoTime} before it was asked
     */
    private record Asked(String horizon, long at) {}

    private record News(String horizon, Set<UUID> ids) {}

    /** What is believed of a bearer, else what is found now. */
    Uni<@Nullable Known> of(Object bearer, Supplier<Uni<@Nullable Known>> find) {
        Known known = isCurrent() ? found.getIfPresent(bearer) : null;
        return known != null
                ? Uni.createFrom().item(known)
                : Uni.createFrom().deferred(() -> {
                    Asked before = last;
                    return find.get().invoke(fresh -> believe(bearer, fresh, before));
                });
    }

    private boolean isCurrent() {
        Asked asked = last;
        return asked != null && System.nanoTime() - asked.at() < BELIEVED_NANOS;
    }

    /** What was read before there was news, and comes after it, may be older than the news. */
    private void believe(Object bearer, @Nullable Known fresh, @Nullable Asked before) {
        if (fresh == null || (fresh.key() != null && !fresh.isCompleteForKey())) {
            return;
        }
        found.put(bearer, fresh);
        if (last != before) {
            found.invalidate(bearer);
        }
    }

    private Uni<Boolean> ask() {
        long at = System.nanoTime();
        Asked before = last;
        String since = before == null ? "0" : before.horizon();
        return transactions
                .readFirst(NEWS_READER, Beliefs::news, NEWS, since, before == null ? 0 : MUCH + 1)
                .invoke(news -> {
                    last = new Asked(news.horizon(), at);
                    forget(before, news.ids());
                })
                .replaceWith(false);
    }

    private void forget(@Nullable Asked before, Set<UUID> ids) {
        if (before == null || ids.size() > MUCH) {
            found.invalidateAll();
        } else if (!ids.isEmpty()) {
            found.asMap()
                    .entrySet()
                    .removeIf(entry ->
                            isOf(entry.getKey(), ids) || entry.getValue().isOf(ids));
        }
    }

    private static boolean isOf(Object bearer, Set<UUID> ids) {
        return bearer instanceof Standings.Named named && named.isOf(ids);
    }

    private static News news(Row row) {
        return new News(row.getString("horizon"), Set.of(row.getArrayOfUUIDs("ids")));
    }
}
