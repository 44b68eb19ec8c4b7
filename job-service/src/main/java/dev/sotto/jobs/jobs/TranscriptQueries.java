package dev.sotto.jobs.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.jobs.transcripts.Edits;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.jobs.transcripts.TranscriptJson;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads transcripts of completed jobs, as the machine wrote them and as people corrected them, in any format. */
@ApplicationScoped
class TranscriptQueries {

    private final JobQueries jobs;
    private final RevisionQueries revisions;
    private final BlobStore store;
    private final BlockingExecutor blockingExecutor;

    TranscriptQueries(JobQueries jobs, RevisionQueries revisions, BlobStore store, BlockingExecutor blockingExecutor) {
        this.jobs = jobs;
        this.revisions = revisions;
        this.store = store;
        this.blockingExecutor = blockingExecutor;
    }

    /** @param revision null is the newest */
    Uni<TranscriptFile> get(Caller caller, UUID jobId, TranscriptChoice choice, @Nullable Long revision) {
        return read(caller, jobId, revision, saved -> {
            TranscriptFormat format = choice.among(saved.exported());
            return new TranscriptFile(format, saved.fileName(), saved.revision(), format.render(saved.current()));
        });
    }

    /**
     * Reads a transcript, and makes something of it on a worker thread.
     *
     * @param revision null is the newest
     */
    <T> Uni<T> read(Caller caller, UUID jobId, @Nullable Long revision, Function<Saved, T> as) {
        return jobs.result(caller, jobId)
                .invoke(TranscriptQueries::requireKept)
                .flatMap(result -> revisions
                        .find(caller, jobId, revision)
                        .flatMap(found -> machines(caller, jobId, result)
                                .flatMap(machines ->
                                        blockingExecutor.call(() -> as.apply(Saved.of(result, machines, found))))));
    }

    /** Fails unless the caller sees the job and its transcript is kept. */
    Uni<Void> requireKept(Caller caller, UUID jobId) {
        return jobs.result(caller, jobId).invoke(TranscriptQueries::requireKept).replaceWithVoid();
    }

    private Uni<Transcript> machines(Caller caller, UUID jobId, JobQueries.Result result) {
        return blockingExecutor
                .call(() -> TranscriptJson.read(new String(store.read(result.path()), UTF_8)))
                .onFailure()
                .recoverWithUni(failure -> notRead(caller, jobId, failure));
    }

    /** It may have been removed between the query and the reading. */
    private Uni<Transcript> notRead(Caller caller, UUID jobId, Throwable failure) {
        return jobs.result(caller, jobId).invoke(TranscriptQueries::requireKept).map(result -> {
            throw lost(jobId, failure);
        });
    }

    /** A completed job has a stored transcript until it is removed, so a failure to read it is our fault. */
    private static Problem lost(UUID jobId, Throwable failure) {
        if (failure instanceof StoreUnavailable) {
            return Problem.needingRepair(
                    ProblemType.UNAVAILABLE, "The store does not answer at the moment. Retry later.", failure);
        }
        return Problem.needingRepair(
                ProblemType.INTERNAL,
                "The server cannot read the transcript of this job and logged the error. Retry later.",
                new IllegalStateException("the transcript of the completed job " + jobId + " can't be read", failure));
    }

    private static void requireKept(JobQueries.Result result) {
        if (result.status() != JobStatus.Completed) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "Only a Completed job has a transcript. This job is " + result.status() + ".");
        }
        if (result.removedAt() != null) {
            throw Problem.of(
                    ProblemType.GONE,
                    "The transcript was removed, because the organisation keeps transcripts for a limited time.",
                    Map.of("reason", "expired", "removed_at", result.removedAt()));
        }
    }

    /**
     * A transcript with what people made of it.
     *
     * @param exported the formats of the export node of the job's workflow version, in order
     * @param machines revision 0
     * @param edits what the revision makes otherwise
     */
    record Saved(String fileName, List<TranscriptFormat> exported, Transcript machines, long revision, Edits edits) {

        private static Saved of(JobQueries.Result result, Transcript machines, RevisionQueries.Revision revision) {
            return new Saved(result.fileName(), result.exported(), machines, revision.number(), revision.edits());
        }

        Transcript current() {
            return edits.applied(machines);
        }
    }
}
