package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.runtime.http.Declared;
import dev.sotto.runtime.http.UploadSettings;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Limits running uploads: a few per tenant, and in total no more than the store has room for. */
@ApplicationScoped
class Uploads {

    private static final int OF_A_TENANT = 8;
    private static final int RETRY_AFTER_SECONDS = 10;
    private static final long ALWAYS_FREE = 500_000_000;

    private final Spool files;
    private final BlockingExecutor blockingExecutor;
    private final Path spool;
    private final long largest;
    private final ConcurrentMap<UUID, Integer> underWay = new ConcurrentHashMap<>();
    private final AtomicLong expected = new AtomicLong();

    Uploads(
            Spool files,
            BlockingExecutor blockingExecutor,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path spool,
            UploadSettings settings) {
        this.files = files;
        this.blockingExecutor = blockingExecutor;
        this.spool = spool;
        this.largest = settings.uploadSize();
    }

    /**
     * Reads a form into the spool and passes it to {@code use}. Afterwards the spool is empty again. If the disk is
     * full at any point, the caller gets that problem.
     */
    <T> Uni<T> receive(Caller caller, HttpServerRequest request, Function<Upload, Uni<T>> use) {
        UUID tenantId = caller.requireTenantId();
        long bytes = Math.min(Declared.length(request), largest);
        enter(tenantId, bytes);
        return Uni.createFrom()
                .deferred(() -> read(request, use))
                .onFailure(DiskFull::is)
                .transform(Uploads::noRoom)
                .onTermination()
                .invoke(() -> leave(tenantId, bytes));
    }

    private <T> Uni<T> read(HttpServerRequest request, Function<Upload, Uni<T>> use) {
        UploadForm form = new UploadForm(request.getHeader(HttpHeaders.CONTENT_TYPE), spool, largest);
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        return io.vertx.mutiny.core.http.HttpServerRequest.newInstance(request)
                .toMulti()
                .onFailure(HttpClosedException.class)
                .call(() -> blockingExecutor.attempt(form::close))
                .onFailure(HttpClosedException.class)
                .recoverWithCompletion()
                .onItem()
                .transformToUniAndConcatenate(piece -> blockingExecutor.call(() -> {
                    form.add(piece.getBytes());
                    return true;
                }))
                .collect()
                .last()
                .chain(last -> blockingExecutor.<Upload>call(form::end))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.invalid(new Fault(
                        "", FaultCode.MALFORMED_FORM, "must be complete; the connection closed before its end")))
                .flatMap(upload -> use.apply(upload))
                .onTermination()
                .call(() -> blockingExecutor.attempt(form::close));
    }

    private void enter(UUID tenantId, long bytes) {
        int now = underWay.merge(tenantId, 1, Integer::sum);
        long promised = expected.addAndGet(bytes);
        if (now > OF_A_TENANT) {
            leave(tenantId, bytes);
            throw Problem.tooManyRequests(
                    "The organisation already has " + OF_A_TENANT
                            + " uploads in progress. Wait until one ends, then retry.",
                    RETRY_AFTER_SECONDS);
        }
        long free = files.freeBytes();
        if (free < promised + ALWAYS_FREE) {
            leave(tenantId, bytes);
            throw noRoom(new IOException("the store has " + free + " bytes left, of which " + ALWAYS_FREE
                    + " stay free; uploads under way want " + promised));
        }
    }

    private static Problem noRoom(Throwable failure) {
        return Problem.needingRepair(
                ProblemType.INSUFFICIENT_STORAGE,
                "The server has no room for the recording and did not keep it. Send it again later.",
                failure);
    }

    private void leave(UUID tenantId, long bytes) {
        expected.addAndGet(-bytes);
        underWay.computeIfPresent(tenantId, (id, count) -> count == 1 ? null : count - 1);
    }
}
