package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.FailureCollector;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.jobs.storage.StorageSettings;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes what {@link FileRemovals} still has to, files without a job, files of jobs that ended and keep nothing, and
 * files of attempts that did not give the job's result. A file that cannot be removed waits for a later round and does
 * not stop the others.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final Caller SWEEPER = Caller.system("sweeper");
    /** Enough for millions of files on a busy disk. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private static final int JOBS_A_QUERY = 1000;
    private static final String WANTED = """
            select id, result_path from jobs
            where id = any($1) and (status in ('Queued', 'Processing', 'Completed') or file_bytes > 0)
            """;

    private final ScopedTransaction transactions;
    private final BlobStore store;
    private final Spool spool;
    private final BlockingExecutor blockingExecutor;
    private final FileRemovals removals;
    private final Clock clock;
    private final Duration keptFor;
    private final Loop loop;

    Sweeper(
            ScopedTransaction transactions,
            BlobStore store,
            Spool spool,
            BlockingExecutor blockingExecutor,
            FileRemovals removals,
            Clock clock,
            Vertx vertx,
            StorageSettings settings) {
        this.transactions = transactions;
        this.store = store;
        this.spool = spool;
        this.blockingExecutor = blockingExecutor;
        this.removals = removals;
        this.clock = clock;
        this.keptFor = settings.orphansKept();
        this.loop = new Loop(vertx, "sweeper", settings.sweepEvery(), LIMIT, () -> sweep().replaceWith(false));
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Runs one round. */
    Uni<Void> sweep() {
        Instant before = clock.instant().minus(keptFor);
        FailureCollector undone = new FailureCollector();
        return removals.round(undone)
                .chain(() -> blockingExecutor.call(() -> old(before, undone)))
                .flatMap(found -> Multi.createFrom()
                        .iterable(found)
                        .group()
                        .intoLists()
                        .of(JOBS_A_QUERY)
                        .onItem()
                        .transformToUniAndConcatenate(some -> sweep(some, undone))
                        .collect()
                        .last())
                .invoke(() -> warn(undone))
                .replaceWithVoid();
    }

    private List<BlobStore.Stored> old(Instant before, FailureCollector undone) {
        spool.empty(before, undone);
        return store.jobsOlderThan(before, undone);
    }

    private Uni<Boolean> sweep(List<BlobStore.Stored> found, FailureCollector undone) {
        UUID[] ids = found.stream().map(BlobStore.Stored::jobId).toArray(UUID[]::new);
        // Files that this query does not find are deleted. So the scope must be set by a statement before it, not in
        // the same one.
        return transactions
                .sql(SWEEPER, transaction -> transaction.list(Wanted::of, WANTED, (Object) ids))
                .flatMap(wanted -> blockingExecutor.call(() -> {
                    remove(found, wanted, undone);
                    return true;
                }));
    }

    private void remove(List<BlobStore.Stored> found, List<Wanted> wanted, FailureCollector undone) {
        Map<UUID, Wanted> byId = wanted.stream().collect(Collectors.toMap(Wanted::jobId, Function.identity()));
        for (BlobStore.Stored stored : found) {
            Wanted job = byId.get(stored.jobId());
            undone.attempt(() -> {
                if (job == null) {
                    store.remove(JobFiles.directory(stored.tenantId(), stored.jobId()));
                } else if (job.result() != null) {
                    removeOtherAttempts(stored, job.result(), undone);
                }
            });
        }
    }

    private void removeOtherAttempts(BlobStore.Stored stored, String result, FailureCollector undone)
            throws IOException {
        for (int attempt : store.attempts(stored)) {
            String directory = JobFiles.attempt(stored.tenantId(), stored.jobId(), attempt);
            if (!result.startsWith(directory + "/")) {
                undone.attempt(() -> store.remove(directory));
            }
        }
    }

    private static void warn(FailureCollector undone) {
        if (undone.count() > 0) {
            LOG.warnf("%d files or directories could not be swept away, the first: %s", undone.count(), undone.first());
        }
    }

    /** @param result the transcript's name if the job was completed */
    private record Wanted(UUID jobId, @Nullable String result) {

        static Wanted of(Row row) {
            return new Wanted(row.getUUID("id"), row.getString("result_path"));
        }
    }
}
