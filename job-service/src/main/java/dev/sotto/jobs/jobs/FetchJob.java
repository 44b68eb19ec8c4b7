package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.fetch.Arrival;
import dev.sotto.jobs.fetch.FetchRecording;
import dev.sotto.jobs.media.MediaInfo;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.jobs.storage.ArrivingRoom;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Fetches one recording into the spool, measures it and queues its job; or leaves nothing of it. */
@ApplicationScoped
class FetchJob {

    private final Senders senders;
    private final TenantQuotas quotas;
    private final FetchRecording fetchRecording;
    private final Intake intake;
    private final FetchQueue queue;
    private final Workers workers;
    private final Spool spool;
    private final DiskRoom room;
    private final BlockingExecutor blockingExecutor;

    FetchJob(
            Senders senders,
            TenantQuotas quotas,
            FetchRecording fetchRecording,
            Intake intake,
            FetchQueue queue,
            Workers workers,
            Spool spool,
            DiskRoom room,
            BlockingExecutor blockingExecutor) {
        this.senders = senders;
        this.quotas = quotas;
        this.fetchRecording = fetchRecording;
        this.intake = intake;
        this.queue = queue;
        this.workers = workers;
        this.spool = spool;
        this.room = room;
        this.blockingExecutor = blockingExecutor;
    }

    /** Returns whether the job was queued; it is not if another process has it, or if it has ended. */
    Uni<Boolean> run(RunningFetch run) {
        Path file = spool.scratch();
        ArrivingRoom arriving = new ArrivingRoom(room);
        return sender(run.fetch())
                .flatMap(sender -> quotas.account(sender)
                        .invoke(QuotaAccount::requireActive)
                        .flatMap(account -> quotas.features(sender)
                                .flatMap(plan -> received(run, file, run.arrival(account, plan, arriving)))
                                .flatMap(upload -> queued(run.fetch(), account, upload))))
                .onFailure(DiskFull::is)
                .transform(DiskRoom::full)
                .onTermination()
                .call(() -> {
                    arriving.close();
                    return blockingExecutor.attempt(() -> Files.deleteIfExists(file));
                });
    }

    /** As they are now: whoever may no longer submit is refused before, after fetching, and after measuring. */
    private Uni<Caller> sender(Fetch fetch) {
        return senders.of(fetch.sender(), fetch.work());
    }

    private Uni<Upload> received(RunningFetch run, Path file, Arrival arrival) {
        Fetch fetch = run.fetch();
        Uni<FetchRecording.Fetched> stopped = run.stopped().map(stop -> {
            throw new RunningFetch.Stopped(stop);
        });
        return Uni.combine()
                .any()
                .of(fetchRecording.fetch(fetch.url(), file, fetch.left(), arrival), stopped)
                .map(fetched -> new Upload(file, fetched.fileName(), fetch.options()));
    }

    private Uni<Boolean> queued(Fetch fetch, QuotaAccount account, Upload upload) {
        return sender(fetch)
                .chain(() -> intake.measure(upload))
                .call(media -> sender(fetch))
                .flatMap(media -> keep(fetch, account, upload, media))
                .invoke(workers::wake);
    }

    private Uni<Boolean> keep(Fetch fetch, QuotaAccount account, Upload upload, MediaInfo media) {
        return intake.remove(earlier(fetch))
                .chain(() -> intake.keep(upload, fetch.storeName()))
                .chain(() -> queue.admit(fetch, account, upload.fileName(), media))
                .onFailure(failure -> !DatabaseErrors.mayHaveCommitted(failure))
                .call(() -> intake.remove(List.of(fetch.storeName())))
                .call(admitted -> intake.remove(admitted ? List.of() : List.of(fetch.storeName())));
    }

    /** What a process may have left that died right before it queued the job. */
    private static List<String> earlier(Fetch fetch) {
        return LongStream.range(1, fetch.fence())
                .mapToObj(fence -> JobFiles.fetched(fetch.tenantId(), fetch.jobId(), fence))
                .toList();
    }
}
