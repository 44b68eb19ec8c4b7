package dev.sotto.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives the webhooks of the running Sotto, and keeps what came by its path. One for all tests of this module. */
public final class WebhookReceiver {

    /** Another address than the one where services of this machine listen. Nothing else on this machine is reachable. */
    public static final String ADDRESS = "127.0.0.2";

    private static final List<String> HEADERS = List.of("webhook-id", "webhook-timestamp", "webhook-signature");
    private static final Map<String, List<Received>> RECEIVED = new ConcurrentHashMap<>();
    private static final HttpServer SERVER = start();

    private WebhookReceiver() {}

    /** A request, as it came. */
    public record Received(Map<String, String> headers, String body) {}

    /** Returns the settings that let tenant-service reach this receiver. */
    static Map<String, String> settings() {
        return Map.of(
                "sotto.webhooks.allowed-addresses", ADDRESS + "/32",
                "sotto.webhooks.allow-http", "true",
                "sotto.webhooks.ports", "443," + SERVER.getAddress().getPort());
    }

    static String url(String path) {
        return "http://" + ADDRESS + ":" + SERVER.getAddress().getPort() + path;
    }

    static List<Received> received(String path) {
        return RECEIVED.getOrDefault(path, List.of());
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(ADDRESS, 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    Map<String, String> headers = new ConcurrentHashMap<>();
                    HEADERS.forEach(name ->
                            headers.put(name, exchange.getRequestHeaders().getFirst(name)));
                    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    RECEIVED.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new CopyOnWriteArrayList<>())
                            .add(new Received(headers, body));
                    exchange.sendResponseHeaders(204, -1);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
