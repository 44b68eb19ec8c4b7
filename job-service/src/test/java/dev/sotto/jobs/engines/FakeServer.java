package dev.sotto.jobs.engines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An engine's server on this machine, for what cannot be had here. A test tells it how to answer. */
final class FakeServer implements AutoCloseable {

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    /** How many requests were answered at the same time, at most. */
    final AtomicInteger most = new AtomicInteger();

    private final AtomicInteger now = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A request, its body as ISO-8859-1. */
    record Asked(String method, String target, String authorization, String body) {}

    /** An answer. {@code null} as its body drops the connection. */
    record Told(int status, String type, byte[] body) {

        static Told json(String json) {
            return json(200, json);
        }

        static Told json(int status, String json) {
            return new Told(status, "application/json", json.getBytes(UTF_8));
        }
    }

    FakeServer(Function<Asked, Told> answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answer));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<Asked, Told> answer) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            asked.add(request);
            Told told = answer.apply(request);
            exchange.getResponseHeaders().set("Content-Type", told.type());
            exchange.sendResponseHeaders(told.status(), told.body().length == 0 ? -1 : told.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(told.body());
            }
        } finally {
            now.decrementAndGet();
        }
    }

    /** Waits until the server is closed: it never answers. */
    Told stall() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Told.json("{}");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
