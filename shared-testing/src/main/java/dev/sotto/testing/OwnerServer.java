package dev.sotto.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for the other services at {@code /internal/v1}: a real HTTP server that returns the answers that a test sets.
 * It refuses callers without the service key and filters by {@code reseller_id} as owners do. A test can make it
 * unavailable or let it hang.
 */
public final class OwnerServer {

    /** The key that every service under test uses. */
    public static final String KEY = "service-key-under-test";

    private static final String URL = "sotto.test.owners-url";
    /** Answers are in system properties, which all class loaders share. */
    private static final String ANSWER = "sotto.test.owners-answer:";

    private static final String AWAY = "sotto.test.owner-away:";

    private static final String OTHER_KEY = "sotto.test.owner-other-key:";

    private static final String HANGS = "sotto.test.owner-hangs:";
    private static final String UNANSWERED = "sotto.test.owner-unanswered:";

    /** Reports that services sent are in system properties too, one body per line. */
    private static final String TOLD = "sotto.test.owners-told:";

    private static final Pattern RESELLER = Pattern.compile("\"reseller_id\"\\s*:\\s*\"([0-9a-f-]{36})\"");

    private OwnerServer() {}

    /** Starts the server, once per JVM, and returns its address. */
    static synchronized String start() {
        if (System.getProperty(URL) == null) {
            System.setProperty(URL, "http://127.0.0.1:" + listen());
        }
        return System.getProperty(URL);
    }

    /** Returns the address of a service. */
    static String address(String service) {
        return start() + "/" + service;
    }

    /**
     * Sets the answer of an owning service.
     *
     * @param json the event's data, snake_case
     */
    public static void answer(String service, String collection, UUID id, String json) {
        System.setProperty(ANSWER + "/" + service + "/internal/v1/" + collection + "/" + id, json);
    }

    /** Makes a service unavailable (connections break) or available again. */
    public static void away(String service, boolean away) {
        if (away) {
            System.setProperty(AWAY + service, "true");
        } else {
            System.clearProperty(AWAY + service);
        }
    }

    /** Makes a service expect a different key from its callers', or the right one again. */
    public static void expectsAnotherKey(String service, boolean another) {
        if (another) {
            System.setProperty(OTHER_KEY + service, KEY + "-of-yesterday");
        } else {
            System.clearProperty(OTHER_KEY + service);
        }
    }

    /** Makes a service accept requests without answering them, or answer again. */
    public static void hangs(String service, boolean hangs) {
        if (hangs) {
            System.setProperty(HANGS + service, "true");
        } else {
            System.clearProperty(HANGS + service);
        }
    }

    /** Returns whether a service got a request for this resource while it was unavailable or hung. */
    public static boolean leftUnanswered(String service, String collection, UUID id) {
        return Boolean.getBoolean(UNANSWERED + "/" + service + "/internal/v1/" + collection + "/" + id);
    }

    /**
     * Returns the JSON bodies that services sent to this one.
     *
     * @param path below {@code /internal/v1}
     */
    public static List<String> told(String service, String path) {
        return System.getProperty(TOLD + "/" + service + "/internal/v1/" + path, "")
                .lines()
                .toList();
    }

    private static int listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(OwnerServer::daemon));
            server.createContext("/", OwnerServer::handle);
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "owner-server");
        thread.setDaemon(true);
        return thread;
    }

    private static void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (Boolean.getBoolean(AWAY + path.split("/", 3)[1])) {
            System.setProperty(UNANSWERED + path, "true");
            exchange.close();
            return;
        }
        if (Boolean.getBoolean(HANGS + path.split("/", 3)[1])) {
            System.setProperty(UNANSWERED + path, "true");
            return;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String key = System.getProperty(OTHER_KEY + path.split("/", 3)[1], KEY);
        if (authorization == null || !authorization.matches("Service [a-z-]+:" + key)) {
            send(exchange, 401, "");
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            keep(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, 204, "");
            return;
        }
        String json = System.getProperty(ANSWER + path);
        boolean theirs = json != null && isOf(json, exchange.getRequestURI().getQuery());
        send(exchange, theirs ? 200 : 404, theirs ? json : "");
    }

    private static synchronized void keep(String path, String body) {
        System.setProperty(TOLD + path, System.getProperty(TOLD + path, "") + body + "\n");
    }

    private static boolean isOf(String json, String query) {
        Matcher owner = RESELLER.matcher(json);
        return query == null || !query.startsWith("reseller_id=") || !owner.find() || query.endsWith(owner.group(1));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
