package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Jobs whose caller waits on the line until they have ended. If the caller hangs up, the job is cancelled. */
@ApplicationScoped
public class WaitedJobs {

    private static final Logger LOG = Logger.getLogger(WaitedJobs.class);
    private static final long LOOK_EVERY_MS = 500;

    private final SubmitJob submit;
    private final CancelJob cancel;
    private final JobQueries queries;
    private final TranscriptQueries transcripts;
    private final Vertx vertx;

    WaitedJobs(SubmitJob submit, CancelJob cancel, JobQueries queries, TranscriptQueries transcripts, Vertx vertx) {
        this.submit = submit;
        this.cancel = cancel;
        this.queries = queries;
        this.transcripts = transcripts;
        this.vertx = vertx;
    }

    /**
     * Submits the recording of a form and returns its job when it has ended, however long that takes.
     *
     * @param recheck called when the recording has arrived, and again and again while the job is under way
     * @param request a request whose body was not read yet
     */
    public Uni<JobView> run(
            Caller caller,
            Supplier<Uni<Caller>> recheck,
            HttpServerRequest request,
            FormFields fields,
            @Nullable String idempotencyKey) {
        return submit.submit(caller, recheck, request, fields, idempotencyKey)
                .flatMap(job -> ended(recheck, job)
                        .onCancellation()
                        .call(() -> abandon(caller, job.id()))
                        .onFailure()
                        .call(() -> abandon(caller, job.id())));
    }

    /** Reads the transcript of a completed job, and makes something of it on a worker thread. */
    public <T> Uni<T> transcript(Caller caller, UUID jobId, Function<Transcript, T> as) {
        return transcripts.read(caller, jobId, null, saved -> as.apply(saved.current()));
    }

    private Uni<JobView> ended(Supplier<Uni<Caller>> recheck, JobView job) {
        if (job.status().isFinal()) {
            return Uni.createFrom().item(job);
        }
        Context context = Vertx.currentContext();
        return Multi.createBy()
                .repeating()
                .uni(() -> pause(context).flatMap(tick -> recheck.get()).flatMap(now -> queries.get(now, job.id())))
                .whilst(seen -> !seen.status().isFinal())
                .collect()
                .last();
    }

    private static Uni<Long> pause(Context context) {
        return Uni.createFrom()
                .emitter(emitter -> context.owner()
                        .setTimer(LOOK_EVERY_MS, timer -> context.runOnContext(ignored -> emitter.complete(timer))));
    }

    /**
     * Nobody waits for the answer any more. A job that has ended meanwhile stays as it is. It has a context of its own,
     * because a look at the job may be under way in that of the request.
     */
    private Uni<Void> abandon(Caller caller, UUID jobId) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        return Uni.createFrom()
                .<Void>emitter(emitter -> context.runOnContext(ignored -> emitter.complete(null)))
                .chain(() -> cancel.cancel(caller, jobId))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "Job %s was not cancelled", jobId))
                .onFailure()
                .recoverWithNull();
    }
}
