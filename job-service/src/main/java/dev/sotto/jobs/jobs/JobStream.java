package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobView;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Streams the changes of all jobs that a caller sees (docs/adr/0021-one-stream-of-jobs.md). An event's id is the
 * database's time in microseconds up to which the caller knows everything.
 */
@ApplicationScoped
class JobStream {

    private static final long LOOK_EVERY_MS = 1_000;
    /** After this many looks without a change (15 seconds), a keep-alive is sent. */
    private static final int QUIET_LOOKS = 15;

    private final JobFeeds feeds;
    private final JobChanges changes;
    private final Watchers watchers;
    private final EventWriter writer;

    JobStream(JobFeeds feeds, JobChanges changes, Watchers watchers, EventWriter writer) {
        this.feeds = feeds;
        this.changes = changes;
        this.watchers = watchers;
        this.writer = writer;
    }

    /**
     * Ends when the caller may no longer list jobs.
     *
     * @param recheck called before each look
     * @param lastEventId where an earlier stream ended; null, or text that no stream has sent, for a new one
     */
    Multi<OutboundSseEvent> of(Caller caller, Supplier<Uni<Caller>> recheck, @Nullable String lastEventId, Sse sse) {
        watchers.enter(caller);
        UUID tenant = caller.requireTenantId();
        JobFeeds.Shared shared = feeds.enter(tenant);
        return Multi.createBy()
                .repeating()
                .uni(() -> new Watch(shared, lastEventId, sse), watch -> watch.look(recheck))
                .indefinitely()
                .onFailure(EventWriter::isRefusal)
                .recoverWithCompletion()
                .onItem()
                .<OutboundSseEvent>transformToIterable(events -> events)
                .onTermination()
                .invoke(() -> {
                    feeds.leave(tenant);
                    watchers.leave(caller);
                });
    }

    /** The state of one stream. */
    private final class Watch {

        private final Context context = Vertx.currentContext();
        private final JobFeeds.Shared shared;
        private final @Nullable String lastEventId;
        private final Sse sse;
        private boolean begun;
        private long number;
        private int quiet;

        Watch(JobFeeds.Shared shared, @Nullable String lastEventId, Sse sse) {
            this.shared = shared;
            this.lastEventId = lastEventId;
            this.sse = sse;
        }

        Uni<List<OutboundSseEvent>> look(Supplier<Uni<Caller>> recheck) {
            return pause().flatMap(tick -> recheck.get())
                    .flatMap(caller -> refreshed(caller)
                            .flatMap(ignored -> begun ? Uni.createFrom().item(news(caller)) : begin(caller)));
        }

        private Uni<Long> pause() {
            if (!begun) {
                return Uni.createFrom().item(0L);
            }
            return Uni.createFrom()
                    .emitter(emitter -> context.owner()
                            .setTimer(
                                    LOOK_EVERY_MS, timer -> context.runOnContext(ignored -> emitter.complete(timer))));
        }

        /** The read may have been made on another stream's context. */
        private Uni<Void> refreshed(Caller caller) {
            return feeds.refresh(caller, shared).emitOn(work -> context.runOnContext(ignored -> work.run()));
        }

        private Uni<List<OutboundSseEvent>> begin(Caller caller) {
            begun = true;
            number = shared.feed.last();
            Instant since = since();
            return since == null
                    ? Uni.createFrom().item(List.of(ready(false)))
                    : changes.since(caller, since, List.of()).map(read -> resumed(caller, read));
        }

        private @Nullable Instant since() {
            try {
                Instant since =
                        Instant.EPOCH.plus(Long.parseLong(lastEventId == null ? "" : lastEventId), ChronoUnit.MICROS);
                boolean isPast = !since.isBefore(Instant.EPOCH) && since.isBefore(readAt().plus(Duration.ofMinutes(1)));
                return isPast ? since : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private List<OutboundSseEvent> resumed(Caller caller, JobChanges.Read read) {
            if (!read.isComplete()) {
                return List.of(ready(false));
            }
            List<OutboundSseEvent> events = new ArrayList<>();
            for (JobChanges.Moved moved : read.jobs()) {
                UUID owner = moved.job() == null ? moved.owner() : moved.job().userId();
                if (sees(caller, owner)) {
                    events.add(event(moved.id(), shared.feed.placed(moved.job()), lastEventId));
                }
            }
            events.add(ready(true));
            return events;
        }

        private List<OutboundSseEvent> news(Caller caller) {
            List<OutboundSseEvent> events =
                    shared.feed.after(number).map(told -> seen(caller, told)).orElseGet(this::behind);
            quiet = events.isEmpty() ? quiet + 1 : 0;
            if (quiet < QUIET_LOOKS) {
                return events;
            }
            quiet = 0;
            return List.of(writer.sign(sse));
        }

        private List<OutboundSseEvent> seen(Caller caller, List<JobFeed.Told> told) {
            number = told.isEmpty() ? number : told.get(told.size() - 1).number();
            return told.stream()
                    .filter(each -> sees(caller, each.owner()))
                    .map(each -> event(each.id(), each.job(), id()))
                    .toList();
        }

        private List<OutboundSseEvent> behind() {
            number = shared.feed.last();
            return List.of(ready(false));
        }

        private static boolean sees(Caller caller, @Nullable UUID owner) {
            return caller.has(Role.Admin) || caller.requireUserId().equals(owner);
        }

        private OutboundSseEvent event(UUID id, @Nullable JobView job, @Nullable String eventId) {
            return job == null
                    ? writer.event(sse, "deleted", eventId, Map.of("id", id))
                    : writer.event(sse, "job", eventId, job);
        }

        private OutboundSseEvent ready(boolean resumed) {
            return writer.event(sse, "ready", id(), Map.of("resumed", resumed));
        }

        private String id() {
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, readAt()));
        }

        private Instant readAt() {
            Instant readAt = shared.feed.readAt();
            if (readAt == null) {
                throw new IllegalStateException("the feed was not read");
            }
            return readAt;
        }
    }
}
