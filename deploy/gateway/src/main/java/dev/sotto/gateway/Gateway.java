package dev.sotto.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running gateway: one port, over which the public part of all services is reached. Streams uploads and answers, keeps nothing, and
 * knows nothing of tokens. Runs on one event loop of its own, so none of its state is shared between threads.
 */
public final class Gateway implements AutoCloseable {

    static final String HEALTH_PATH = "/health";

    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final long DEADLINE_SECONDS = 10;

    private final Vertx vertx;
    private final HttpServer server;

    private Gateway(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts a gateway and returns when it listens.
     *
     * @throws IOException when it cannot listen, as for a port that is taken
     */
    public static Gateway start(GatewaySettings settings) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        HttpServerOptions options = serverOptions();
        HttpServer server = vertx.createHttpServer(options);
        RequestHandler handler = new RequestHandler(vertx, settings);
        server.connectionHandler(connection -> {
                    StrictDecoder.install(connection, options, () -> handler.handleBrokenChunk(connection));
                    handler.opened(connection);
                })
                .requestHandler(handler::handle)
                .invalidRequestHandler(handler::handleUnreadable)
                // A broken connection is the client's affair.
                .exceptionHandler(broken -> {});
        Gateway gateway = new Gateway(vertx, server);
        try {
            await(server.listen(settings.port(), settings.host()));
            return gateway;
        } catch (IOException e) {
            gateway.close();
            throw e;
        }
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                // With it the limits of this class would not hold.
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(RequestPath.MAX_TARGET_LENGTH + 64);
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Its address for clients on this machine. */
    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    /** Stops listening and breaks what is still under way. */
    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (IOException e) {
            throw new IllegalStateException("The gateway did not stop", e);
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            var unused = future.toCompletionStage().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new IOException(cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
