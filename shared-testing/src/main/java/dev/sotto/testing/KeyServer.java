package dev.sotto.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Publishes a key set as tenant-service does, over real HTTP. A test can make it unavailable. State is in system
 * properties, which all class loaders share.
 */
public final class KeyServer {
    private static final String PATH = "/.well-known/jwks.json";
    private static final String AWAY = "sotto.test.keys-away";
    private static final String REFUSED = "sotto.test.keys-refused";

    private KeyServer() {}

    /** Starts the server and returns the key set's address. */
    static String start(String jwks) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext(PATH, exchange -> handle(exchange, jwks.getBytes(StandardCharsets.UTF_8)));
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the server unavailable (connections break) or available again. */
    public static void away(boolean away) {
        System.setProperty(AWAY, Boolean.toString(away));
    }

    /** Returns the number of requests that came while the server was unavailable. */
    public static int refused() {
        return Integer.getInteger(REFUSED, 0);
    }

    private static void handle(HttpExchange exchange, byte[] body) throws IOException {
        if (Boolean.getBoolean(AWAY)) {
            System.setProperty(REFUSED, Integer.toString(refused() + 1));
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
