package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.StoreUnavailable;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads the recordings of jobs, piece by piece. */
@ApplicationScoped
class RecordingQueries {

    private static final String FIND = """
            select id, file_path, file_name, file_bytes, media_type
            from jobs
            where tenant_id = $1 and id = $2 and ($3 or user_id = $4)
            """;

    private static final int PIECE_BYTES = 128 << 10;
    /** A right that is lost ends a download within this time and the time that its news takes. */
    private static final long RECHECK_NANOS = Duration.ofSeconds(2).toNanos();

    private final ScopedTransaction transactions;
    private final BlobStore store;
    private final BlockingExecutor blockingExecutor;

    RecordingQueries(ScopedTransaction transactions, BlobStore store, BlockingExecutor blockingExecutor) {
        this.transactions = transactions;
        this.store = store;
        this.blockingExecutor = blockingExecutor;
    }

    /** Returns the recording of a job. Fails if the job has none any more. */
    Uni<Recording> find(Caller caller, UUID jobId) {
        return transactions
                .readFirst(
                        caller,
                        RecordingQueries::kept,
                        FIND,
                        caller.requireTenantId(),
                        jobId,
                        caller.has(Role.Admin),
                        caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static Recording kept(Row row) {
        Recording recording = Recording.of(row);
        if (recording.bytes() == 0) {
            throw notKept();
        }
        return recording;
    }

    private static Problem notKept() {
        return Problem.of(ProblemType.GONE, "The recording of this job is not kept.");
    }

    /** Opens a part of a recording. */
    Uni<InputStream> open(Recording recording, ByteRange part) {
        return blockingExecutor
                .call(() -> store.open(recording.name(), part.from(), part.count()))
                .onFailure(NoSuchFileException.class)
                .transform(gone -> notKept())
                .onFailure(StoreUnavailable.class)
                .transform(failure -> Problem.needingRepair(
                        ProblemType.UNAVAILABLE, "The store does not answer at the moment. Retry later.", failure));
    }

    /**
     * Reads it to its end, as fast as the reader takes it.
     *
     * @param recheck fails as soon as the caller may no longer read it
     */
    Multi<Buffer> content(InputStream opened, Supplier<Uni<Caller>> recheck) {
        long[] checked = {System.nanoTime()};
        return Multi.createBy()
                .repeating()
                .uni(() -> due(checked, recheck).chain(() -> piece(opened)))
                .until(piece -> piece.length() == 0)
                .onTermination()
                .call(() -> blockingExecutor.attempt(opened::close));
    }

    private static Uni<Void> due(long[] checked, Supplier<Uni<Caller>> recheck) {
        long now = System.nanoTime();
        if (now - checked[0] < RECHECK_NANOS) {
            return Uni.createFrom().voidItem();
        }
        checked[0] = now;
        return recheck.get().replaceWithVoid();
    }

    private Uni<Buffer> piece(InputStream opened) {
        return blockingExecutor.call(() -> Buffer.buffer(opened.readNBytes(PIECE_BYTES)));
    }
}
