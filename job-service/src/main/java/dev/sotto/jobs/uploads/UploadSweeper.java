package dev.sotto.jobs.uploads;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.StorageSettings;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Forgets uploads that have expired, and removes files without an upload. */
@ApplicationScoped
class UploadSweeper {

    private static final Caller SWEEPER = Caller.system("sweeper");
    private static final String EXPIRE = """
            delete from uploads
            where expires_at < now() and (busy_until is null or busy_until < now())
            """;
    private static final String KNOWN = "select id from uploads where id = any($1)";

    private final ScopedTransaction transactions;
    private final UploadFiles files;
    private final BlockingExecutor blockingExecutor;
    private final Clock clock;
    private final Duration orphansKept;
    private final Loop loop;

    UploadSweeper(
            ScopedTransaction transactions,
            UploadFiles files,
            BlockingExecutor blockingExecutor,
            Clock clock,
            Vertx vertx,
            StorageSettings settings) {
        this.transactions = transactions;
        this.files = files;
        this.blockingExecutor = blockingExecutor;
        this.clock = clock;
        this.orphansKept = settings.orphansKept();
        this.loop = new Loop(vertx, "upload sweeper", settings.sweepEvery(), () -> sweep().replaceWith(false));
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Runs one round. */
    Uni<Void> sweep() {
        return transactions
                .sql(SWEEPER, transaction -> transaction.execute(EXPIRE))
                .chain(() -> blockingExecutor.call(
                        () -> files.olderThan(clock.instant().minus(orphansKept))))
                .flatMap(old -> orphans(old))
                .flatMap(orphans -> Multi.createFrom()
                        .iterable(orphans)
                        .onItem()
                        .transformToUniAndConcatenate(id ->
                                blockingExecutor.attempt(() -> files.remove(id)).replaceWith(true))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    // Files that this query does not find are deleted. So the scope must be set by a statement before it, not in the
    // same one.
    private Uni<List<UUID>> orphans(List<UUID> old) {
        return transactions
                .sql(
                        SWEEPER,
                        transaction ->
                                transaction.list(row -> row.getUUID("id"), KNOWN, (Object) old.toArray(UUID[]::new)))
                .map(known -> old.stream().filter(id -> !known.contains(id)).toList());
    }
}
