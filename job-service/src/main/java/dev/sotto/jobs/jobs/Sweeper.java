package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.OffLoop;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Removes files without a job, and those of jobs that ended without a result. */
@ApplicationScoped
class Sweeper {

    private static final Caller SWEEPER = Caller.system("sweeper");
    /** For a store with millions of files, on a disk that has other work. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private static final String WANTED = """
            select id from jobs where id = any($1) and status in ('Queued', 'Processing', 'Completed')
            """;

    private final ScopedTransaction transactions;
    private final BlobStore store;
    private final OffLoop offLoop;
    private final Clock clock;
    private final Duration keptFor;
    private final Loop loop;

    Sweeper(
            ScopedTransaction transactions,
            BlobStore store,
            OffLoop offLoop,
            Clock clock,
            Vertx vertx,
            SweepSettings settings) {
        this.transactions = transactions;
        this.store = store;
        this.offLoop = offLoop;
        this.clock = clock;
        this.keptFor = settings.keptFor();
        this.loop = new Loop(vertx, "sweeper", settings.every(), LIMIT, () -> sweep().replaceWith(false));
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** One round. */
    Uni<Void> sweep() {
        Instant before = clock.instant().minus(keptFor);
        return offLoop.call(() -> old(before))
                .flatMap(found -> wanted(found)
                        .flatMap(wanted -> offLoop.call(() -> {
                            remove(found, wanted);
                            return null;
                        })));
    }

    private List<BlobStore.Stored> old(Instant before) throws IOException {
        store.emptySpool(before);
        return store.jobsOlderThan(before);
    }

    private Uni<Set<UUID>> wanted(List<BlobStore.Stored> found) {
        UUID[] ids = found.stream().map(BlobStore.Stored::jobId).toArray(UUID[]::new);
        return transactions
                .read(SWEEPER, row -> row.getUUID("id"), WANTED, (Object) ids)
                .map(HashSet::new);
    }

    private void remove(List<BlobStore.Stored> found, Set<UUID> wanted) throws IOException {
        for (BlobStore.Stored stored : found) {
            if (!wanted.contains(stored.jobId())) {
                store.remove(JobFiles.directory(stored.tenantId(), stored.jobId()));
            }
        }
    }
}
