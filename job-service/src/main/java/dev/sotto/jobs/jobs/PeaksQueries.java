package dev.sotto.jobs.jobs;

import dev.sotto.jobs.media.Peaks;
import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.model.jobs.PeaksView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Reads the outlines of recordings. */
@ApplicationScoped
class PeaksQueries {

    private final RecordingQueries recordings;
    private final BlobStore store;
    private final BlockingExecutor blockingExecutor;

    PeaksQueries(RecordingQueries recordings, BlobStore store, BlockingExecutor blockingExecutor) {
        this.recordings = recordings;
        this.store = store;
        this.blockingExecutor = blockingExecutor;
    }

    Uni<PeaksView> get(Caller caller, UUID jobId) {
        return recordings
                .find(caller, jobId)
                .flatMap(recording -> blockingExecutor.call(
                        () -> view(Peaks.of(store.read(JobFiles.peaks(caller.requireTenantId(), jobId))))))
                .onFailure(NoSuchFileException.class)
                .transform(absent -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "This job has no peaks. A job that completes gets them; those from before Sotto made peaks have none.",
                        Map.of("reason", "no-peaks")))
                .onFailure(StoreUnavailable.class)
                .transform(failure -> Problem.needingRepair(
                        ProblemType.UNAVAILABLE, "The store does not answer at the moment. Retry later.", failure));
    }

    private static PeaksView view(Peaks peaks) {
        return new PeaksView(
                peaks.durationMs(), Peaks.PER_SECOND, Base64.getEncoder().encodeToString(peaks.pairs()));
    }
}
