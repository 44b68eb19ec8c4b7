package dev.sotto.jobs.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sotto.testing.reach.Canary;
import dev.sotto.testing.reach.DnsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of recordings at an address of its own. */
public final class RecordingServer implements AutoCloseable {

    /** Another address than the one where services of this machine listen. */
    public static final String ADDRESS = "127.0.0.2";

    private static volatile RecordingServer shared;
    private static volatile Canary canary;
    private static volatile DnsServer dns;

    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public RecordingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(ADDRESS, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns the server that the service under test may fetch from. */
    public static RecordingServer shared() {
        return shared;
    }

    /** Returns an inner server at the same port, which the service under test must never reach. */
    public static Canary canary() {
        return canary;
    }

    /** Returns the server that tells the service under test where hosts are. */
    public static DnsServer dns() {
        return dns;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers requests for a path from now on, and returns its URL. */
    public String serve(String path, HttpHandler handler) {
        handlers.put(path.replaceFirst("\\?.*", ""), handler);
        return "http://" + ADDRESS + ":" + port() + path;
    }

    /** Answers requests for a path with these bytes. */
    public String serve(String path, byte[] content) {
        return serve(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    /** Answers requests for a path with a redirect. */
    public String redirect(String path, String location) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        HttpHandler handler = handlers.get(exchange.getRequestURI().getRawPath());
        try (exchange) {
            if (handler == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                handler.handle(exchange);
            }
        }
    }

    /** Starts the shared server with the service under test. */
    public static final class Shared implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            do {
                shared = new RecordingServer();
                canary = Canary.at("127.0.0.1", shared.port());
            } while (canary == null);
            dns = new DnsServer();
            return Map.of(
                    "sotto.fetch.allowed-addresses", ADDRESS + "/32",
                    "sotto.fetch.ports", "80,443," + shared.port(),
                    "sotto.fetch.dns-server", "127.0.0.1:" + dns.address().getPort(),
                    "sotto.fetch.retry-after", "PT0.05S",
                    "sotto.fetch.waiting-per-tenant", "5");
        }

        @Override
        public void stop() {
            shared.close();
            canary.close();
            dns.close();
        }
    }
}
