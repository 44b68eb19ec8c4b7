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
 * A running gateway: one port for the public API of all services. It streams uploads and responses, stores nothing, and
 * does not read tokens. It runs on one event loop, so its threads share no state.
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
     * @throws IOException if it cannot listen, for example because the port is in use
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
                // A broken client connection is not the gateway's failure.
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
                // The limits of this class do not work with HTTP/2.
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(RequestPath.MAX_TARGET_LENGTH + 64);
    }

    /** Returns the port on which it listens. */
    public int port() {
        return server.actualPort();
    }

    /** Returns its address for clients on this machine. */
    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    /** Stops listening and breaks off running requests. */
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
