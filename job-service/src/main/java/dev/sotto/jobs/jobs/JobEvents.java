package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job as it goes on, for those who watch: its row is looked at twice a second. */
@ApplicationScoped
class JobEvents {

    private static final long LOOK_EVERY_MS = 500;
    /** Looks without a change after which a sign of life is sent: 15 seconds. */
    private static final int QUIET_LOOKS = 30;

    private static final Set<ProblemType> REFUSALS =
            Set.of(ProblemType.FORBIDDEN, ProblemType.SUSPENDED, ProblemType.NOT_FOUND);

    private final JobQueries queries;
    private final Watchers watchers;
    private final ObjectMapper json;

    JobEvents(JobQueries queries, Watchers watchers, ObjectMapper json) {
        this.queries = queries;
        this.watchers = watchers;
        this.json = json;
    }

    /**
     * Ends with the job, or when the caller may not see it any more.
     *
     * @param recheck asked before each look
     * @param id of a job that the caller sees ({@link RequiresVisibleJob}): once the stream has begun, nothing can be refused
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
                .onFailure(JobEvents::isRefusal)
                .recoverWithCompletion()
                .filter(look -> look.changed() || look.quiet())
                .map(look -> look.changed() ? event(look.job(), sse) : sign(sse))
                .onTermination()
                .invoke(() -> watchers.leave(caller));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof AuthenticationFailedException
                || failure instanceof ForbiddenException
                || (failure instanceof Problem problem && REFUSALS.contains(problem.type()));
    }

    /** As text: of any other type the framework would write a field {@code content-type}, which no event has. */
    private OutboundSseEvent event(JobView job, Sse sse) {
        try {
            return sse.newEvent("job", json.writeValueAsString(job));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutboundSseEvent sign(Sse sse) {
        return sse.newEventBuilder().comment("still here").build();
    }

    /** What one look found: a change, or that there was none for so long that a sign of life is due, or nothing to tell. */
    private record Look(JobView job, boolean changed, boolean quiet) {

        boolean isLast() {
            return job.status().isFinal();
        }
    }

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

        Look seen(JobView job) {
            boolean changed = !job.equals(last);
            last = job;
            quiet = changed || quiet + 1 == QUIET_LOOKS ? 0 : quiet + 1;
            return new Look(job, changed, !changed && quiet == 0);
        }
    }
}
