package dev.sotto.gateway;

import dev.sotto.testing.TestTimeout;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real HTTP server in the role of a service. It records requests and gives the answers that the test sets. */
final class FakeService implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final String name;
    private volatile Handler<HttpServerRequest> answer;

    final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final List<Object> connections = new CopyOnWriteArrayList<>();

    FakeService(String name) {
        this.name = name;
        this.answer = this::answerPlainly;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setMaxHeaderSize(65_536).setMaxInitialLineLength(65_536))
                .connectionHandler(connections::add)
                .requestHandler(request -> {
                    seen.add(request);
                    answer.handle(request);
                });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void answerPlainly(HttpServerRequest request) {
        request.endHandler(
                end -> request.response().putHeader("X-Service", name).end(name));
    }

    void answers(Handler<HttpServerRequest> handler) {
        answer = handler;
    }

    void forget() {
        answer = this::answerPlainly;
        seen.clear();
        events.clear();
        connections.clear();
    }

    String nextEvent() throws InterruptedException {
        return events.poll(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.actualPort());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
