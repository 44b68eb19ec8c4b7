package dev.sotto.runtime.callerstatus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found of callers, by the bearer that it was looked up for. It is believed for two seconds, and on while it is
 * known that there was no news of it. Times are {@link System#nanoTime}, of before the question.
 */
@ApplicationScoped
class CallerStatusCache {

    private static final long BELIEVED_NANOS = Duration.ofSeconds(2).toNanos();
    /** Then it is looked up anew, news or not: that bounds the memory, and what a database that lost writes may cost. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int REMEMBERED = 20_000;

    private final Cache<Object, Belief> callerStatusCache = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();
    private volatile Generation generation = new Generation();
    private volatile long newsAskedAt = System.nanoTime() - KEPT.toNanos();

    private record Belief(CallerSnapshot known, long readAt) {}

    /** Between two answers of what is new; the next one begins another. */
    static final class Generation {}

    /** What is believed of a bearer; null where it has to be looked up. */
    @Nullable
    CallerSnapshot of(Object bearer, long now) {
        Belief belief = callerStatusCache.getIfPresent(bearer);
        return belief != null && Math.min(now - belief.readAt(), now - newsAskedAt) < BELIEVED_NANOS
                ? belief.known()
                : null;
    }

    /** To be asked for before the look-up whose result is then to be {@link #keep kept}. */
    Generation generation() {
        return generation;
    }

    /** Keeps what was looked up, unless there was news meanwhile: it may be older than the news. */
    void keep(Object bearer, CallerSnapshot known, long readAt, Generation before) {
        if (generation != before) {
            return;
        }
        callerStatusCache.put(bearer, new Belief(known, readAt));
        // Whoever forgets begins a generation first and looks for entries then: either they see this one, or this sees
        // them.
        if (generation != before) {
            callerStatusCache.invalidate(bearer);
        }
    }

    /** There was news of these, and of nobody else since it was asked for last. */
    void heardOf(Set<UUID> ids, long askedAt) {
        generation = new Generation();
        if (askedAt - newsAskedAt > BELIEVED_NANOS) {
            // Nobody knows for sure what became of the database meanwhile; after a failover news may count from less.
            callerStatusCache.invalidateAll();
        } else if (!ids.isEmpty()) {
            callerStatusCache
                    .asMap()
                    .entrySet()
                    .removeIf(entry -> isOf(entry.getKey(), ids)
                            || entry.getValue().known().isOf(ids));
        }
        newsAskedAt = askedAt;
    }

    /** There was so much news that it was not told whose. */
    void heardOfMany(long askedAt) {
        generation = new Generation();
        callerStatusCache.invalidateAll();
        newsAskedAt = askedAt;
    }

    private static boolean isOf(Object bearer, Set<UUID> ids) {
        return bearer instanceof CallerStatusStore.Named named && named.isOf(ids);
    }
}
