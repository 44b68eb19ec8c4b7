package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Streams the state of a job. It reads the job's row twice a second. */
@ApplicationScoped
class JobEvents {

    private static final long LOOK_EVERY_MS = 500;
    /** After this many reads without a change (15 seconds), a keep-alive is sent. */
    private static final int QUIET_LOOKS = 30;

    private final JobQueries queries;
    private final Watchers watchers;
    private final EventWriter writer;

    JobEvents(JobQueries queries, Watchers watchers, EventWriter writer) {
        this.queries = queries;
        this.watchers = watchers;
        this.writer = writer;
    }

    /**
     * Ends with the job, or when the caller may no longer see it.
     *
     * @param recheck called before each read
     * @param id a job that the caller can see ({@link RequiresVisibleJob}), because after the stream has begun nothing
     *     can be refused
     */
    Multi<OutboundSseEvent> of(Caller caller, Supplier<Uni<Caller>> recheck, UUID id, Sse sse) {
        watchers.enter(caller);
        return Multi.createBy()
                .repeating()
                .uni(
                        Watch::new,
                        watch -> watch.pause()
                                .flatMap(tick -> recheck.get())
                                .flatMap(now -> queries.get(now, id))
                                .map(job -> watch.seen(job)))
                .whilst(look -> !look.isLast())
                .onFailure(EventWriter::isRefusal)
                .recoverWithCompletion()
                .filter(look -> look.changed() || look.quiet())
                .map(look -> look.changed() ? writer.event(sse, "job", null, look.job()) : writer.sign(sse))
                .onTermination()
                .invoke(() -> watchers.leave(caller));
    }

    /** The result of one read: a change, a due keep-alive, or nothing to send. */
    private record Look(JobView job, boolean changed, boolean quiet) {

        boolean isLast() {
            return job.status().isFinal();
        }
    }

    /** The state of one stream. */
    private static final class Watch {

        private final Context context = Vertx.currentContext();
        private @Nullable JobView last;
        private int quiet;

        Uni<Long> pause() {
            if (last == null) {
                return Uni.createFrom().item(0L);
            }
            return Uni.createFrom()
                    .emitter(emitter -> context.owner()
                            .setTimer(
                                    LOOK_EVERY_MS, timer -> context.runOnContext(ignored -> emitter.complete(timer))));
        }

        Look seen(JobView job) {
            boolean changed = !job.equals(last);
            last = job;
            quiet = changed || quiet + 1 == QUIET_LOOKS ? 0 : quiet + 1;
            return new Look(job, changed, !changed && quiet == 0);
        }
    }
}
