package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.jobs.storage.ArrivingRoom;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.RerunDetails;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a new job of the recording of a job that has ended. It has a copy of its own, and is billed like any other. */
@ApplicationScoped
class RerunJob {

    private final JobQueries queries;
    private final RecordingQueries recordings;
    private final TenantQuotas quotas;
    private final SubmitJob submit;
    private final Workers workers;
    private final Spool spool;
    private final DiskRoom room;
    private final BlockingExecutor blockingExecutor;

    RerunJob(
            JobQueries queries,
            RecordingQueries recordings,
            TenantQuotas quotas,
            SubmitJob submit,
            Workers workers,
            Spool spool,
            DiskRoom room,
            BlockingExecutor blockingExecutor) {
        this.queries = queries;
        this.recordings = recordings;
        this.quotas = quotas;
        this.submit = submit;
        this.workers = workers;
        this.spool = spool;
        this.room = room;
        this.blockingExecutor = blockingExecutor;
    }

    /** @param recheck called when the recording was copied, and after it was measured */
    Uni<JobView> rerun(
            Caller caller,
            Supplier<Uni<Caller>> recheck,
            UUID id,
            RerunDetails asked,
            @Nullable String idempotencyKey) {
        return queries.get(caller, id)
                .invoke(RerunJob::requireEnded)
                .call(job -> quotas.account(caller)
                        .invoke(QuotaAccount::requireActive)
                        .invoke(account -> account.requireRoomFor(job.fileBytes())))
                .flatMap(job -> recordings
                        .find(caller, id)
                        .flatMap(recording -> copied(
                                recording,
                                file -> submit.submit(
                                        recheck,
                                        new Upload(file, recording.fileName(), options(job, asked)),
                                        idempotencyKey))))
                .invoke(workers::wake);
    }

    private <T> Uni<T> copied(Recording recording, Function<Path, Uni<T>> use) {
        Path file = spool.scratch();
        ArrivingRoom arriving = new ArrivingRoom(room);
        return Uni.createFrom()
                .deferred(() -> {
                    arriving.promise(recording.bytes());
                    return recordings.open(recording, new ByteRange(0, recording.bytes()));
                })
                .flatMap(opened -> blockingExecutor.call(() -> copy(opened, file)))
                .flatMap(copied -> use.apply(file))
                .onFailure(DiskFull::is)
                .transform(DiskRoom::full)
                .onTermination()
                .call(() -> {
                    arriving.close();
                    return blockingExecutor.attempt(() -> Files.deleteIfExists(file));
                });
    }

    private static long copy(InputStream opened, Path file) throws IOException {
        try (opened) {
            return Files.copy(opened, file);
        }
    }

    private static JobOptions options(JobView job, RerunDetails asked) {
        return new JobOptions(
                asked.workflowId() == null ? job.workflowId() : asked.workflowId(),
                job.title(),
                job.track(),
                job.channels(),
                job.keepRecording(),
                asked.priority() == null ? JobPriority.NORMAL : asked.priority(),
                asked.over(job.settings()));
    }

    private static void requireEnded(JobView job) {
        if (!job.status().isFinal()) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    "Only a job that has ended can be run again. This job is " + job.status() + ".",
                    Map.of("reason", "not-ended"));
        }
    }
}
