package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.runtime.http.Declared;
import dev.sotto.runtime.http.UploadSettings;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Limits running uploads: a few per tenant, and in total no more than the store has room for. */
@ApplicationScoped
class Uploads {

    private static final int OF_A_TENANT = 8;

    /** Each has a thread of its own, so that slow senders keep no other work waiting. */
    private static final int TOGETHER = 100;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int RETRY_AFTER_SECONDS = 10;

    private final DiskRoom room;
    private final BlockingExecutor blockingExecutor;
    private final Path spool;
    private final long largest;
    private final ConcurrentMap<UUID, Integer> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final WorkerExecutor readers;

    Uploads(
            DiskRoom room,
            BlockingExecutor blockingExecutor,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path spool,
            UploadSettings settings) {
        this.room = room;
        this.blockingExecutor = blockingExecutor;
        this.spool = spool;
        this.largest = settings.uploadSize();
        this.readers = vertx.createSharedWorkerExecutor("sotto-uploads", TOGETHER, 1, TimeUnit.DAYS);
    }

    @PreDestroy
    void stop() {
        readers.close();
    }

    /**
     * Reads a form into the spool and passes it to {@code use}. Afterwards the spool is empty again. If the disk is
     * full at any point, the caller gets that problem.
     */
    <T> Uni<T> receive(Caller caller, HttpServerRequest request, FormFields fields, Function<Upload, Uni<T>> use) {
        return counted(caller, Math.min(Declared.length(request), largest), () -> read(request, fields, use));
    }

    private <T> Uni<T> counted(Caller caller, long bytes, Supplier<Uni<T>> reading) {
        UUID tenantId = caller.requireTenantId();
        enter(tenantId, bytes);
        return Uni.createFrom()
                .deferred(() -> reading.get())
                .onFailure(DiskFull::is)
                .transform(DiskRoom::full)
                .onTermination()
                .invoke(() -> leave(tenantId, bytes));
    }

    private <T> Uni<T> read(HttpServerRequest request, FormFields fields, Function<Upload, Uni<T>> use) {
        UploadForm form = new UploadForm(request.getHeader(HttpHeaders.CONTENT_TYPE), spool, largest, fields);
        BodyStream body = new BodyStream(LONGEST_PAUSE);
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        return Uni.combine()
                .all()
                .unis(onReader(() -> form.read(body)), feed(request, body))
                .with((upload, fed) -> upload)
                .flatMap(use::apply)
                .onTermination()
                .call(() -> {
                    body.close();
                    return blockingExecutor.attempt(form::close);
                });
    }

    /** Passes the body on as fast as it is read. */
    private static Uni<Void> feed(HttpServerRequest request, BodyStream body) {
        Context context = Vertx.currentContext();
        return io.vertx.mutiny.core.http.HttpServerRequest.newInstance(request)
                .toMulti()
                .onItem()
                .transformToUniAndConcatenate(
                        piece -> body.put(piece.getBytes()).emitOn(task -> context.runOnContext(nothing -> task.run())))
                .onCompletion()
                .invoke(body::end)
                .onFailure(HttpClosedException.class)
                .invoke(closed -> body.fail(new IOException(closed)))
                .onFailure(HttpClosedException.class)
                .recoverWithCompletion()
                .collect()
                .last();
    }

    private <T> Uni<T> onReader(Callable<T> work) {
        return Uni.createFrom()
                .emitter(emitter -> readers.executeBlocking(work, false)
                        .onSuccess(emitter::complete)
                        .onFailure(emitter::fail));
    }

    private void enter(UUID tenantId, long bytes) {
        int ofTenant = underWay.merge(tenantId, 1, Integer::sum);
        int all = inProgress.incrementAndGet();
        if (ofTenant > OF_A_TENANT || all > TOGETHER) {
            leave(tenantId);
            throw Problem.tooManyRequests(
                    ofTenant > OF_A_TENANT
                            ? "The organisation already has " + OF_A_TENANT
                                    + " uploads in progress. Wait until one ends, then retry."
                            : "The server already has " + TOGETHER + " uploads in progress. Retry later.",
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
        inProgress.decrementAndGet();
        underWay.computeIfPresent(tenantId, (id, count) -> count == 1 ? null : count - 1);
    }
}
