package dev.sotto.jobs.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.jobs.transcripts.TranscriptJson;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Reads transcripts of completed jobs, in any format. */
@ApplicationScoped
class TranscriptQueries {

    private final JobQueries jobs;
    private final BlobStore store;
    private final BlockingExecutor blockingExecutor;

    TranscriptQueries(JobQueries jobs, BlobStore store, BlockingExecutor blockingExecutor) {
        this.jobs = jobs;
        this.store = store;
        this.blockingExecutor = blockingExecutor;
    }

    Uni<TranscriptFile> get(Caller caller, UUID jobId, TranscriptChoice choice) {
        return jobs.result(caller, jobId)
                .invoke(TranscriptQueries::requireKept)
                .flatMap(result -> blockingExecutor
                        .call(() -> render(result, choice.among(result.exported())))
                        .onFailure()
                        .recoverWithUni(failure -> notRead(caller, jobId, failure)));
    }

    /** It may have been removed between the query and the reading. */
    private Uni<TranscriptFile> notRead(Caller caller, UUID jobId, Throwable failure) {
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

    private TranscriptFile render(JobQueries.Result result, TranscriptFormat format) throws IOException {
        String json = new String(store.read(result.path()), UTF_8);
        return new TranscriptFile(format, result.fileName(), format.render(TranscriptJson.read(json)));
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
}
