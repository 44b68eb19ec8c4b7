package dev.sotto.tenants.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sotto.testing.reach.Canary;
import dev.sotto.testing.reach.DnsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of webhooks at an address of its own, which answers each path as a test wants, also badly. */
public final class Receiver implements QuarkusTestResourceLifecycleManager {

    /** Another address than the one where services of this machine listen. */
    static final String ADDRESS = "127.0.0.2";

    private static volatile HttpServer server;
    private static volatile Canary canary;
    private static volatile DnsServer dns;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "receiver");
        thread.setDaemon(true);
        return thread;
    });
    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();
    private static final Map<String, List<Received>> RECEIVED = new ConcurrentHashMap<>();

    /** Answers a request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;

        /** Answers with a status and a short text. */
        static Answer of(int status, String text) {
            return exchange -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }
    }

    /** A request, as it came. */
    record Received(String method, String id, String timestamp, String signature, String contentType, String body) {}

    /** Answers requests for a path from now on, and returns its URL. */
    static String url(String path, Answer answer) {
        return url(ADDRESS, path, answer);
    }

    static String url(String host, String path, Answer answer) {
        ANSWERS.put(path, answer);
        RECEIVED.put(path, new CopyOnWriteArrayList<>());
        return "http://" + host + ":" + port() + path;
    }

    static void answer(String path, Answer answer) {
        ANSWERS.put(path, answer);
    }

    static List<Received> received(String path) {
        return RECEIVED.getOrDefault(path, List.of());
    }

    static int port() {
        return server.getAddress().getPort();
    }

    /** An inner server at the same port, which the service under test must never reach. */
    static Canary canary() {
        return canary;
    }

    static DnsServer dns() {
        return dns;
    }

    @Override
    public Map<String, String> start() {
        try {
            do {
                server = HttpServer.create(new InetSocketAddress(ADDRESS, 0), 0);
                canary = Canary.at("127.0.0.1", port());
            } while (canary == null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(THREADS);
        server.createContext("/", Receiver::handle);
        server.start();
        dns = new DnsServer();
        return Map.of(
                "sotto.webhooks.allowed-addresses",
                ADDRESS + "/32",
                "sotto.webhooks.ports",
                "443," + port(),
                "sotto.webhooks.allow-http",
                "true",
                "sotto.webhooks.dns-server",
                "127.0.0.1:" + dns.address().getPort(),
                "sotto.webhooks.timeout",
                "PT5S",
                "sotto.webhooks.interval",
                "PT0.05S");
    }

    @Override
    public void stop() {
        server.stop(0);
        canary.close();
        dns.close();
    }

    private static void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Answer answer = ANSWERS.get(path);
        try (exchange) {
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            RECEIVED.get(path)
                    .add(new Received(
                            exchange.getRequestMethod(),
                            exchange.getRequestHeaders().getFirst("webhook-id"),
                            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                            exchange.getRequestHeaders().getFirst("webhook-signature"),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer.to(exchange);
        }
    }
}
