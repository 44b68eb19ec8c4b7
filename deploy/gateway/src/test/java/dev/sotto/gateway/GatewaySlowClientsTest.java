package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Slow clients, over plain sockets: what they occupy must not block others. */
class GatewaySlowClientsTest extends GatewayFixture {

    private static final int MANY = 300;

    @Test
    void stalledBodiesDoNotOccupyServices() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(sent("POST /api/v1/workflows HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{"));
            }
            assertOthersAreServed();
            assertThat(jobs.seen).hasSize(2);
        } finally {
            closeAll(slow);
        }
    }

    @Test
    void stalledUploadsDoNotBlockOtherRequests() throws Exception {
        jobs.answers(request -> {
            if (!request.uri().equals("/api/v1/jobs")) {
                request.endHandler(end -> request.response().end("ok"));
            }
        });
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(sent("POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\nabc"));
            }
            assertThat(send(to("/api/v1/workflows")).statusCode()).isEqualTo(200);
            HttpResponse<String> oneMore = send(to("/api/v1/jobs").POST(BodyPublishers.ofString("x")));
            assertThat(oneMore.statusCode()).isEqualTo(429);
            assertThat(oneMore.headers().firstValue("Retry-After")).isPresent();
        } finally {
            closeAll(slow);
        }
    }

    @Test
    void openStreamsDoNotBlockOtherRequests() throws Exception {
        CountDownLatch begun = new CountDownLatch(MANY);
        jobs.answers(request -> {
            if (request.uri().endsWith("/events")) {
                request.response().setChunked(true).write("data: 0\n\n");
                begun.countDown();
            } else {
                request.endHandler(end -> request.response().end("ok"));
            }
        });
        List<Socket> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                listeners.add(sent("GET /api/v1/jobs/" + i + "/events HTTP/1.1\r\nHost: a\r\n\r\n"));
            }
            assertThat(begun.await(TestTimeout.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertOthersAreServed();
        } finally {
            closeAll(listeners);
        }
    }

    @Test
    void slowBodyIsRefused() throws Exception {
        HashMap<String, java.net.InetSocketAddress> upstreams = new HashMap<>();
        Routes.packaged().services().forEach(service -> upstreams.put(service, jobs.address()));
        GatewaySettings settings = GatewaySettings.local(0, Routes.packaged(), upstreams)
                .withPace(new MinimumBodyRate.Least(Duration.ofSeconds(1), 1_000));
        for (String path : List.of("/api/v1/workflows", "/api/v1/jobs")) {
            try (Gateway impatient = Gateway.start(settings);
                    Socket socket = new Socket("127.0.0.1", impatient.port())) {
                socket.setSoTimeout(TestTimeout.MILLIS);
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
                                .getBytes(ISO_8859_1));
                while (socket.getInputStream().available() == 0) {
                    socket.getOutputStream().write(' ');
                    LockSupport.parkNanos(100_000_000);
                }
                assertThat(readToEnd(socket)).as(path).startsWith("HTTP/1.1 408 ");
            }
        }
    }

    private static void assertOthersAreServed() throws Exception {
        assertThat(send(to("/api/v1/workflows").timeout(TestTimeout.DURATION)).statusCode())
                .isEqualTo(200);
        assertThat(send(to("/api/v1/workflows")
                                .POST(BodyPublishers.ofString("{}"))
                                .timeout(TestTimeout.DURATION))
                        .statusCode())
                .isEqualTo(200);
    }

    private static Socket sent(String text) throws IOException {
        Socket socket = socket();
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
