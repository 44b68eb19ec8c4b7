package dev.sotto.jobs.jobs;

import dev.sotto.jobs.queue.QueuePositions;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of the tenants that somebody watches here. However many watch a tenant, this replica asks the database once
 * a second for it: for changes, or for places in the queue.
 */
@ApplicationScoped
class JobFeeds {

    /** A little less than the pause of a watcher. */
    private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();

    private static final int PLACES_EVERY = 5;

    private final ConcurrentMap<UUID, Shared> feeds = new ConcurrentHashMap<>();
    private final JobChanges changes;
    private final QueuePositions positions;
    private final Clock clock;

    JobFeeds(JobChanges changes, QueuePositions positions, Clock clock) {
        this.changes = changes;
        this.positions = positions;
        this.clock = clock;
    }

    /** Returns the tenant's feed. Everybody who enters must {@link #leave}. */
    Shared enter(UUID tenant) {
        return feeds.compute(tenant, (id, shared) -> (shared == null ? new Shared() : shared).entered());
    }

    void leave(UUID tenant) {
        feeds.computeIfPresent(tenant, (id, shared) -> shared.left());
    }

    /** Returns how many tenants are watched. */
    int watched() {
        return feeds.size();
    }

    /** Brings a feed up to date, together with all who ask at about the same time. */
    Uni<Void> refresh(Caller caller, Shared shared) {
        synchronized (shared) {
            long now = System.nanoTime();
            if (shared.reading == null || (shared.isRead && now - shared.begun >= FRESH_NANOS)) {
                shared.begun = now;
                shared.isRead = false;
                shared.reading = read(caller, shared)
                        .onTermination()
                        .invoke(shared::ended)
                        .memoize()
                        .indefinitely();
            }
            return shared.reading;
        }
    }

    private Uni<Void> read(Caller caller, Shared shared) {
        JobFeed feed = shared.feed;
        Instant readAt = feed.readAt();
        boolean wantsPlaces = shared.sincePlaces >= PLACES_EVERY || (shared.sincePlaces > 0 && feed.lacksPlaces());
        if (wantsPlaces) {
            shared.sincePlaces = 0;
            return positions
                    .of(caller.requireTenantId(), feed.queued())
                    .invoke(feed::absorb)
                    .replaceWithVoid();
        }
        shared.sincePlaces++;
        return changes.since(caller, readAt == null ? clock.instant() : readAt, feed.running())
                .invoke(feed::absorb)
                .replaceWithVoid();
    }

    /** A feed, how many watch it, and the read that is under way or was the last one. */
    static final class Shared {

        final JobFeed feed = new JobFeed();
        private int watchers;
        private int sincePlaces;
        private long begun;
        private boolean isRead;
        private @Nullable Uni<Void> reading;

        private Shared entered() {
            watchers++;
            return this;
        }

        private @Nullable Shared left() {
            return --watchers == 0 ? null : this;
        }

        private synchronized void ended() {
            isRead = true;
        }
    }
}
