package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A gateway in front of four fake services. {@code /tight} is a route of job-service with small limits. */
@Timeout(TestTimeout.SECONDS)
abstract class GatewayFixture {

    static final String TIGHT =
            "- { path: /tight, match: prefix, service: job-service, max_body: 100000, response_timeout: 1, idle_timeout: 1 }\n";

    static final FakeService[] SERVICES = new FakeService[4];
    static FakeService jobs;
    static Gateway gateway;
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void open() throws IOException {
        Map<String, InetSocketAddress> upstreams = new HashMap<>();
        Routes routes = Routes.parse(packagedYaml() + TIGHT);
        int i = 0;
        for (String service : routes.services()) {
            SERVICES[i] = new FakeService(service);
            upstreams.put(service, SERVICES[i].address());
            if (service.equals("job-service")) {
                jobs = SERVICES[i];
            }
            i++;
        }
        gateway = Gateway.start(GatewaySettings.local(0, routes, upstreams));
    }

    private static String packagedYaml() throws IOException {
        try (var yaml = Routes.class.getResourceAsStream("routes.yaml")) {
            return new String(yaml.readAllBytes(), UTF_8);
        }
    }

    @AfterAll
    static void shut() {
        gateway.close();
        for (FakeService service : SERVICES) {
            service.close();
        }
    }

    @BeforeEach
    void forget() {
        for (FakeService service : SERVICES) {
            service.forget();
        }
    }

    static int reached() {
        int sum = 0;
        for (FakeService service : SERVICES) {
            sum += service.seen.size();
        }
        return sum;
    }

    static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.setSoTimeout(TestTimeout.MILLIS);
        return socket;
    }

    /** Sends the bytes unchanged and reads until the gateway closes the connection. */
    static String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return readToEnd(socket);
        }
    }

    static String readToEnd(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
                all.append(new String(buffer, 0, n, ISO_8859_1));
            }
        } catch (SocketException reset) {
            all.append("<reset>");
        }
        return all.toString();
    }
}
