package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as it goes on, for those who watch: its row is looked at twice a second. */
@ApplicationScoped
class JobEvents {

    private static final long LOOK_EVERY_MS = 500;
    /** Looks without a change after which a sign of life is sent: 15 seconds. */
    private static final int QUIET_LOOKS = 30;

    private final JobQueries queries;

    JobEvents(JobQueries queries) {
        this.queries = queries;
    }

    /** @param id of a job that the caller sees ({@link JobSeen}): once the stream has begun, nothing can be refused */
    Multi<OutboundSseEvent> of(Caller caller, UUID id, Sse sse) {
        return Multi.createBy()
                .repeating()
                .uni(
                        Watch::new,
                        watch -> watch.pause()
                                .chain(() -> queries.get(caller, id))
                                .map(job -> watch.seen(job, sse)))
                .whilst(look -> !look.isLast())
                .filter(look -> look.event() != null)
                .map(Look::event);
    }

    /** What one look found; no event when nothing has changed. */
    private record Look(@Nullable OutboundSseEvent event, boolean isLast) {}

    /** One watcher's state. */
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

        Look seen(JobView job, Sse sse) {
            boolean changed = !job.equals(last);
            last = job;
            quiet = changed || quiet + 1 == QUIET_LOOKS ? 0 : quiet + 1;
            OutboundSseEvent event = changed ? event(job, sse) : quiet == 0 ? sign(sse) : null;
            return new Look(event, job.status().isFinal());
        }

        private static OutboundSseEvent event(JobView job, Sse sse) {
            return sse.newEventBuilder()
                    .name("job")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(JobView.class, job)
                    .build();
        }

        private static OutboundSseEvent sign(Sse sse) {
            return sse.newEventBuilder().comment("still here").build();
        }
    }
}
