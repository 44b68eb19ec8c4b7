package dev.sotto.jobs.jobs;

import dev.sotto.jobs.queue.Place;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest changes of one tenant's jobs, numbered, as this replica read them. Reads overlap; what was told already is
 * not told again. Thread-safe.
 */
final class JobFeed {

    /** Who is further behind reads the list anew. */
    private static final int MOST_KEPT = 500;

    private final Deque<Told> told = new ArrayDeque<>();
    private Map<UUID, JobView> known = new HashMap<>();
    private Set<UUID> gone = Set.of();
    private Map<UUID, Place> places = Map.of();
    private @Nullable Instant readAt;
    private long last;
    private long dropped;

    /**
     * A change.
     *
     * @param owner whose job it is or was; null if only an Admin may learn of it
     * @param job null if it was deleted
     */
    record Told(
            long number,
            UUID id,
            @Nullable UUID owner,
            @Nullable JobView job) {}

    /** Takes what was read. The first read only says where the feed begins. */
    synchronized void absorb(JobChanges.Read read) {
        Map<UUID, JobView> before = known;
        Set<UUID> goneBefore = gone;
        known = new HashMap<>();
        gone = new HashSet<>();
        if (!read.isComplete()) {
            forget();
        }
        for (JobChanges.Moved moved : read.jobs()) {
            JobView job = placed(moved.job());
            JobView earlier = before.get(moved.id());
            if (job == null) {
                gone.add(moved.id());
            } else {
                known.put(moved.id(), job);
            }
            boolean isNews = job == null ? !goneBefore.contains(moved.id()) : !job.equals(earlier);
            if (isNews && readAt != null) {
                tell(moved.id(), owner(moved, earlier), job);
            }
        }
        readAt = read.at();
    }

    /** Takes the places in the queue of {@link #queued()}. */
    synchronized void absorb(Map<UUID, Place> current) {
        places = current;
        for (UUID id : queued()) {
            JobView job = known.get(id);
            JobView placed = Objects.requireNonNull(placed(job));
            if (!placed.equals(job)) {
                known.put(id, placed);
                tell(id, placed.userId(), placed);
            }
        }
    }

    /** Returns the jobs whose place in the queue is to be counted. */
    synchronized List<UUID> queued() {
        return of(JobStatus.Queued);
    }

    synchronized List<UUID> running() {
        return of(JobStatus.Processing);
    }

    /** Returns whether a queued job has no place yet. */
    synchronized boolean lacksPlaces() {
        return !places.keySet().containsAll(queued());
    }

    /** Returns the database's time of the latest read; null before the first one. */
    synchronized @Nullable Instant readAt() {
        return readAt;
    }

    /** Returns the number of the latest change. */
    synchronized long last() {
        return last;
    }

    /** Returns the changes after a number; empty if some of them are not kept any more. */
    synchronized Optional<List<Told>> after(long number) {
        return number < dropped
                ? Optional.empty()
                : Optional.of(told.stream().filter(each -> each.number > number).toList());
    }

    private void tell(UUID id, @Nullable UUID owner, @Nullable JobView job) {
        told.addLast(new Told(++last, id, owner, job));
        if (told.size() > MOST_KEPT) {
            dropped = told.removeFirst().number;
        }
    }

    private void forget() {
        told.clear();
        dropped = ++last;
    }

    private List<UUID> of(JobStatus status) {
        return known.values().stream()
                .filter(job -> job.status() == status)
                .map(JobView::id)
                .toList();
    }

    /** Returns a queued job with its place, as far as it is known; any other as it is. */
    synchronized @Nullable JobView placed(@Nullable JobView job) {
        return job == null || job.status() != JobStatus.Queued ? job : JobRow.queued(job, places.get(job.id()));
    }

    private static @Nullable UUID owner(JobChanges.Moved moved, @Nullable JobView earlier) {
        JobView job = moved.job() == null ? earlier : moved.job();
        return job == null ? moved.owner() : job.userId();
    }
}
