package dev.sotto.jobs.uploads;

import dev.sotto.jobs.jobs.Sender;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.model.jobs.UploadState;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds the bytes of one request to an upload, and hands the complete one on. */
@ApplicationScoped
class AppendToUpload {

    /** A request that is silent for longer may be followed by another. */
    private static final double HELD_SECONDS = Duration.ofSeconds(30).toSeconds();

    private static final String ACQUIRE = """
            update uploads
            set fence = fence + 1, busy_until = now() + make_interval(secs => $5), role = $6, api_key_id = $7,
                impersonator_id = $8, updated_at = now()
            where tenant_id = $1 and id = $2 and user_id = $3 and received = $4 and state = 'Receiving'
                and expires_at > now() and (busy_until is null or busy_until < now())
            returning
            """ + UploadRow.COLUMNS;
    private static final String SAVE = """
            update uploads
            set received = $4, busy_until = now() + make_interval(secs => $5), updated_at = now()
            where tenant_id = $1 and id = $2 and fence = $3 and state = 'Receiving'
            """;
    private static final String RELEASE = """
            update uploads
            set received = $4, state = $5, busy_until = null, expires_at = now() + make_interval(secs => $6),
                updated_at = now()
            where tenant_id = $1 and id = $2 and fence = $3 and state = 'Receiving'
            """;

    private final ScopedTransaction transactions;
    private final UploadQueries queries;
    private final UploadFiles files;
    private final BlockingExecutor blockingExecutor;
    private final FinishUploads finish;
    private final double keptSeconds;

    AppendToUpload(
            ScopedTransaction transactions,
            UploadQueries queries,
            UploadFiles files,
            BlockingExecutor blockingExecutor,
            FinishUploads finish,
            ResumableSettings settings) {
        this.transactions = transactions;
        this.queries = queries;
        this.files = files;
        this.blockingExecutor = blockingExecutor;
        this.finish = finish;
        this.keptSeconds = settings.expireAfter().toSeconds();
    }

    /**
     * @param recheck called now and then while the bytes come, and at their end
     * @param offset where the client goes on
     * @param request a request whose body was not read yet
     * @return the upload; finished, if these were its last bytes and finishing does not take long
     */
    Uni<UploadRow> append(
            Caller caller,
            Supplier<Uni<Caller>> recheck,
            UUID id,
            long offset,
            @Nullable UploadChecksum checksum,
            HttpServerRequest request) {
        return transactions
                .sql(
                        caller,
                        transaction -> transaction.first(
                                UploadRow::of,
                                ACQUIRE,
                                caller.requireTenantId(),
                                id,
                                caller.requireUserId(),
                                offset,
                                HELD_SECONDS,
                                Sender.of(caller).role().name(),
                                Sender.of(caller).apiKeyId(),
                                caller.impersonatorId()))
                .flatMap(held -> held == null
                        ? queries.get(caller, id).map(upload -> {
                            throw refusal(upload, offset);
                        })
                        : write(new Held(caller, recheck, held), checksum, request))
                .chain(() -> queries.finished(caller, id));
    }

    private static Problem refusal(UploadRow upload, long offset) {
        if (upload.view().state() != UploadState.Receiving) {
            return Problem.of(
                    ProblemType.CONFLICT,
                    "The upload has all its bytes and is " + upload.view().state() + ".",
                    Map.of("state", upload.view().state()));
        }
        if (upload.busy()) {
            return Problem.of(
                    ProblemType.UPLOAD_LOCKED,
                    "Another request writes to this upload. Wait until it ends, then ask for the offset again.");
        }
        return Problem.of(
                ProblemType.CONFLICT,
                "The upload goes on at byte " + upload.view().offset() + ", not " + offset + ".",
                Map.of("offset", upload.view().offset()));
    }

    private record Held(Caller caller, Supplier<Uni<Caller>> recheck, UploadRow upload) {}

    private Uni<Void> write(Held held, @Nullable UploadChecksum checksum, HttpServerRequest request) {
        long begin = held.upload().view().offset();
        long length = held.upload().view().length();
        return blockingExecutor
                .call(() -> UploadWriter.open(files.of(held.upload().id()), begin, length, checksum))
                .onFailure()
                .call(() -> release(held, begin, UploadState.Receiving))
                .flatMap(writer -> read(held, writer, request)
                        .chain(() -> blockingExecutor.call(writer::end))
                        .flatMap(end -> end < length ? release(held, end, UploadState.Receiving) : complete(held, end))
                        .onFailure()
                        .call(() -> settle(held, writer))
                        .onItemOrFailure()
                        .call((done, failure) -> close(writer))
                        // The framework cancels the request of a client that has gone.
                        .onCancellation()
                        .call(() -> settle(held, writer).chain(() -> close(writer))))
                .onFailure(DiskFull::is)
                .transform(DiskRoom::full);
    }

    private Uni<Void> read(Held held, UploadWriter writer, HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        return io.vertx.mutiny.core.http.HttpServerRequest.newInstance(request)
                .toMulti()
                .onFailure(HttpClosedException.class)
                .invoke(writer::brokenOff)
                .onFailure(HttpClosedException.class)
                .recoverWithCompletion()
                .onItem()
                .transformToUniAndConcatenate(piece -> blockingExecutor
                        .call(() -> {
                            writer.write(piece.getBytes());
                            return writer.isDue();
                        })
                        .flatMap(due ->
                                due ? save(held, writer) : Uni.createFrom().voidItem())
                        .replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Also keeps the upload held. */
    private Uni<Void> save(Held held, UploadWriter writer) {
        return held.recheck()
                .get()
                .chain(() -> blockingExecutor.call(writer::save))
                .flatMap(saved -> change(held, SAVE, saved, HELD_SECONDS))
                .invoke(rows -> requireHeld(rows))
                .replaceWithVoid();
    }

    private Uni<Void> complete(Held held, long length) {
        return held.recheck()
                .get()
                .chain(() -> change(held, RELEASE, length, UploadState.Checking.name(), keptSeconds))
                .invoke(rows -> requireHeld(rows))
                .invoke(finish::wake)
                .replaceWithVoid();
    }

    private Uni<Void> release(Held held, long received, UploadState state) {
        return change(held, RELEASE, received, state.name(), keptSeconds)
                .invoke(rows -> requireHeld(rows))
                .replaceWithVoid();
    }

    /**
     * Keeps what can be kept; nothing of a request that is too long. A complete upload that was refused misses one byte,
     * so that it can still go on.
     */
    private Uni<Void> settle(Held held, UploadWriter writer) {
        return blockingExecutor
                .call(writer::kept)
                .onFailure()
                .recoverWithItem(writer::saved)
                .flatMap(saved -> change(
                        held,
                        RELEASE,
                        Math.min(saved, held.upload().view().length() - 1),
                        UploadState.Receiving.name(),
                        keptSeconds))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> close(UploadWriter writer) {
        return blockingExecutor.attempt(writer::close);
    }

    private Uni<Integer> change(Held held, String statement, Object... values) {
        Object[] parameters = new Object[3 + values.length];
        parameters[0] = held.upload().view().tenantId();
        parameters[1] = held.upload().id();
        parameters[2] = held.upload().fence();
        System.arraycopy(values, 0, parameters, 3, values.length);
        return transactions.sql(held.caller(), transaction -> transaction.execute(statement, parameters));
    }

    private static void requireHeld(int rows) {
        if (rows == 0) {
            throw Problem.of(
                    ProblemType.UPLOAD_LOCKED,
                    "Another request took the upload over or ended it. Ask for the offset again.");
        }
    }
}
