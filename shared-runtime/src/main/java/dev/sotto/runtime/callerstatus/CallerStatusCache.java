package dev.sotto.runtime.callerstatus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Caches the snapshots of callers by token or key. An entry is valid for two seconds, and longer while polling shows
 * that nothing changed. All times are {@link System#nanoTime} values taken before the query.
 */
@ApplicationScoped
class CallerStatusCache {

    private static final long BELIEVED_NANOS = Duration.ofSeconds(2).toNanos();
    /**
     * Entries are read again after this time even without a change. This limits memory and the effect of a database
     * that lost writes.
     */
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

    /** Marks the time between two polls. Each poll begins a new one. */
    static final class Generation {}

    /** Returns the cached snapshot, or null if the caller must look it up. */
    @Nullable
    CallerSnapshot of(Object bearer, long now) {
        Belief belief = callerStatusCache.getIfPresent(bearer);
        return belief != null && Math.min(now - belief.readAt(), now - newsAskedAt) < BELIEVED_NANOS
                ? belief.known()
                : null;
    }

    /** Returns the current generation. Call it before the look-up, and pass it to {@link #keep} afterwards. */
    Generation generation() {
        return generation;
    }

    /** Stores a snapshot, unless a change arrived during the look-up: the snapshot may be older than the change. */
    void keep(Object bearer, CallerSnapshot known, long readAt, Generation before) {
        if (generation != before) {
            return;
        }
        callerStatusCache.put(bearer, new Belief(known, readAt));
        // An invalidation first begins a new generation and then looks for entries. So either this thread sees the new
        // generation, or the invalidation sees this entry.
        if (generation != before) {
            callerStatusCache.invalidate(bearer);
        }
    }

    /** Invalidates the entries of these ids. All other entries are confirmed as unchanged. */
    void heardOf(Set<UUID> ids, long askedAt) {
        generation = new Generation();
        if (askedAt - newsAskedAt > BELIEVED_NANOS) {
            // The time without an answer was too long. After a failover, transaction ids may also have gone back.
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

    /** Invalidates all entries, because too many ids changed. */
    void heardOfMany(long askedAt) {
        generation = new Generation();
        callerStatusCache.invalidateAll();
        newsAskedAt = askedAt;
    }

    private static boolean isOf(Object bearer, Set<UUID> ids) {
        return bearer instanceof CallerStatusStore.Named named && named.isOf(ids);
    }
}
