package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class GatewayFailuresTest extends GatewayFixture {

    @Test
    void answers503WithRetryAfterWhenServiceIsDown() throws Exception {
        try (Gateway alone = Gateway.start(GatewaySettings.local(0, Routes.packaged(), allAt(freePort())))) {
            HttpResponse<String> response = HTTP.send(
                    to("/").uri(alone.uri().resolve("/api/v1/jobs")).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("upstream-unavailable", "job-service");

            HttpResponse<String> health = HTTP.send(
                    to("/").uri(alone.uri().resolve("/health")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"job-service\":\"DOWN\"");
        }
    }

    @Test
    void reportsPortInUseAtStart() {
        assertThatThrownBy(() ->
                        Gateway.start(GatewaySettings.local(gateway.port(), Routes.packaged(), allAt(freePort()))))
                .isInstanceOf(IOException.class);
    }

    private static Map<String, InetSocketAddress> allAt(int port) {
        Map<String, InetSocketAddress> upstreams = new HashMap<>();
        Routes.packaged()
                .services()
                .forEach(service -> upstreams.put(service, new InetSocketAddress("127.0.0.1", port)));
        return upstreams;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void answers502WhenServiceClosesBeforeItsAnswer() throws Exception {
        jobs.answers(request -> request.connection().close());

        HttpResponse<String> response = send(to("/api/v1/jobs").POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("upstream-broken", "job-service");
        assertThat(jobs.seen).hasSize(1);
    }

    @Test
    void retriesBrokenReadOnce() throws Exception {
        jobs.answers(request -> {
            if (jobs.seen.size() == 1) {
                request.connection().close();
            } else {
                request.response().end("second");
            }
        });
        assertThat(send(to("/api/v1/jobs")).body()).isEqualTo("second");

        jobs.forget();
        jobs.answers(request -> request.connection().close());
        assertThat(send(to("/api/v1/jobs")).statusCode()).isEqualTo(502);
        assertThat(jobs.seen).hasSize(2);
    }

    @Test
    void brokenAnswerDoesNotLookComplete() throws Exception {
        jobs.answers(request -> {
            request.response().setChunked(true).write("half");
            request.response().close();
        });
        assertThatThrownBy(() -> send(to("/api/v1/jobs"))).isInstanceOf(IOException.class);
        assertThat(raw("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("half")
                .doesNotContain("\r\n0\r\n");

        jobs.answers(request -> {
            request.response().putHeader("Content-Length", "100").write("half");
            request.response().close();
        });
        assertThatThrownBy(() -> send(to("/api/v1/jobs"))).isInstanceOf(IOException.class);
    }

    @Test
    void answers504WhenServiceDoesNotAnswer() throws Exception {
        jobs.answers(request -> request.response().closeHandler(gone -> jobs.events.add("gone")));

        HttpResponse<String> response = send(to("/tight"));

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).contains("upstream-timeout");
        assertThat(jobs.nextEvent()).isEqualTo("gone");
    }

    @Test
    void stalledBodyTimesOut() throws Exception {
        assertThat(raw("POST /tight HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"))
                .startsWith("HTTP/1.1 408 ");
        assertThat(reached()).isZero();
    }

    @Test
    void stalledAnswerIsBrokenOff() {
        jobs.answers(request -> request.response().setChunked(true).write("half"));

        assertThatThrownBy(() -> send(to("/tight"))).isInstanceOf(IOException.class);
    }

    @Test
    void slowRequestHeadTimesOut() throws Exception {
        GatewaySettings settings =
                GatewaySettings.local(0, Routes.packaged(), allAt(freePort())).withHeadLimit(Duration.ofSeconds(1));
        try (Gateway impatient = Gateway.start(settings);
                Socket socket = new Socket("127.0.0.1", impatient.port())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
                try {
                    return readToEnd(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            socket.getOutputStream().write("GET /api/v1/jobs HTTP/1.1\r\nX-A: ".getBytes(ISO_8859_1));
            while (drips(socket) && !heard.isDone()) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(heard.get(TestTimeout.SECONDS, TimeUnit.SECONDS)).isIn("", "<reset>");
        }
    }

    private static boolean drips(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void reusesConnectionsOnBothSides() throws Exception {
        try (Socket socket = socket()) {
            for (int i = 0; i < 5; i++) {
                socket.getOutputStream().write("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
                byte[] answer = new byte[4096];
                int n = socket.getInputStream().read(answer);
                assertThat(new String(answer, 0, n, ISO_8859_1))
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith("job-service");
            }
        }
        assertThat(jobs.seen).hasSize(5);
        assertThat(jobs.connections).hasSizeLessThanOrEqualTo(1);
    }

    /** Half of the requests start a new connection each; the others wait for one. */
    @Test
    void burstOpensNewConnections() throws Exception {
        List<Socket> callers = new ArrayList<>();
        try (Gateway cold = Gateway.start(
                GatewaySettings.local(0, Routes.packaged(), allAt(jobs.address().getPort())))) {
            for (int caller = 0; caller < 500; caller++) {
                Socket socket = new Socket("127.0.0.1", cold.port());
                socket.setSoTimeout(TestTimeout.MILLIS);
                callers.add(socket);
            }
            for (Socket caller : callers) {
                caller.getOutputStream()
                        .write("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                .getBytes(ISO_8859_1));
            }

            for (Socket caller : callers) {
                assertThat(readToEnd(caller)).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }
}
