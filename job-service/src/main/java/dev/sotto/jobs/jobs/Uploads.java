package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.runtime.http.Declared;
import dev.sotto.runtime.http.UploadSettings;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Limits running uploads: a few per tenant, and in total no more than the store has room for. */
@ApplicationScoped
class Uploads {

    private static final int OF_A_TENANT = 8;
    private static final int RETRY_AFTER_SECONDS = 10;

    private final DiskRoom room;
    private final BlockingExecutor blockingExecutor;
    private final Path spool;
    private final long largest;
    private final ConcurrentMap<UUID, Integer> underWay = new ConcurrentHashMap<>();

    Uploads(
            DiskRoom room,
            BlockingExecutor blockingExecutor,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path spool,
            UploadSettings settings) {
        this.room = room;
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
                .transform(DiskRoom::full)
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
        if (now > OF_A_TENANT) {
            leave(tenantId);
            throw Problem.tooManyRequests(
                    "The organisation already has " + OF_A_TENANT
                            + " uploads in progress. Wait until one ends, then retry.",
                    RETRY_AFTER_SECONDS);
        }
        try {
            room.promise(bytes);
        } catch (Problem noRoom) {
            leave(tenantId);
            throw noRoom;
        }
    }

    private void leave(UUID tenantId, long bytes) {
        room.release(bytes);
        leave(tenantId);
    }

    private void leave(UUID tenantId) {
        underWay.computeIfPresent(tenantId, (id, count) -> count == 1 ? null : count - 1);
    }
}
