package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatewayBodiesTest extends GatewayFixture {

    private static final int UPLOAD = 50_000_000;

    @Test
    void refusesTooLargeDeclaredLengthWithoutReading() throws Exception {
        try (Socket socket = socket()) {
            socket.getOutputStream()
                    .write("POST /tight HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n".getBytes(ISO_8859_1));

            assertThat(readToEnd(socket))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("https://sotto.dev/problems/too-large", "100000 bytes")
                    .containsIgnoringCase("connection: close");
        }
        assertThat(reached()).isZero();
    }

    @Test
    void doesNotSend100ContinueForRefusedBody() throws Exception {
        assertThat(raw("POST /tight HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100001\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(send(to("/tight").expectContinue(true).POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void limitsChunkedBody() throws Exception {
        HttpResponse<String> response = send(
                to("/tight").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1_000_000]))));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("problems/too-large");
        assertThat(reached()).isZero();
    }

    @Test
    void acceptsBodyOfExactlyTheLimit() throws Exception {
        jobs.answers(request ->
                request.body().onSuccess(body -> request.response().end(Integer.toString(body.length()))));

        assertThat(send(to("/tight").POST(BodyPublishers.ofByteArray(new byte[100_000])))
                        .body())
                .isEqualTo("100000");
        assertThat(send(to("/tight")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000]))))
                        .body())
                .isEqualTo("100000");
    }

    @Test
    void onlyUploadsMayBeLarge() throws Exception {
        for (String line : List.of("PUT /api/v1/jobs", "POST /api/v1/jobs/1/cancel", "POST /api/v1/workflows")) {
            assertThat(raw(line + " HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\n\r\n"))
                    .as(line)
                    .startsWith("HTTP/1.1 413 ");
            assertThat(raw(line + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n40001\r\n"
                            + "x".repeat(0x40001) + "\r\n0\r\n\r\n"))
                    .as(line)
                    .startsWith("HTTP/1.1 413 ");
        }
        assertThat(reached()).isZero();
    }

    @Test
    void forwardsSmallChunkedBodyWithItsLength() throws Exception {
        send(to("/api/v1/workflows")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[70_000]))));

        assertThat(jobs.seen.get(0).getHeader("Content-Length")).isEqualTo("70000");
        assertThat(jobs.seen.get(0).headers().contains("Transfer-Encoding")).isFalse();
    }

    @Test
    void closesConnectionAnsweredBeforeBodyWasRead() throws Exception {
        jobs.answers(request -> {
            request.pause();
            if (request.method().name().equals("POST")) {
                request.response().setStatusCode(413).end("no");
            } else {
                request.response().end("next");
            }
        });
        for (String path : List.of("/api/v1/jobs", "/api/v1/workflows")) {
            HttpResponse<String> refused = send(to(path).POST(BodyPublishers.ofByteArray(new byte[250_000])));
            assertThat(refused.statusCode()).isEqualTo(413);

            HttpResponse<String> next = send(to(path).timeout(TestTimeout.DURATION));
            assertThat(next.body()).isEqualTo("next");
        }
    }

    @Test
    void streamsUploadWithBackpressure() throws Exception {
        byte[] recording = new byte[UPLOAD];
        new Random(7).nextBytes(recording);
        CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();
        jobs.answers(request -> {
            request.pause();
            answerWithDigest(request);
            arrived.complete(request);
        });
        BlockingQueue<Integer> sent = new LinkedBlockingQueue<>();
        try (Socket socket = socket()) {
            Thread client = new Thread(() -> upload(socket, recording, sent));
            client.start();
            HttpServerRequest request = arrived.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
            int last = 0;
            for (Integer now; (now = sent.poll(500, TimeUnit.MILLISECONDS)) != null; ) {
                last = now;
            }
            // The socket buffers hold this much. A gateway that stores bodies would have read everything.
            assertThat(last).isLessThan(UPLOAD);

            request.resume();

            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 200 ").endsWith(UPLOAD + " " + sha256(recording));
            client.join(10_000);
        }
    }

    private static void answerWithDigest(HttpServerRequest request) {
        MessageDigest digest = sha256();
        long[] count = new long[1];
        request.handler(piece -> {
            digest.update(piece.getBytes());
            count[0] += piece.length();
        });
        request.endHandler(
                end -> request.response().end(count[0] + " " + HexFormat.of().formatHex(digest.digest())));
    }

    private static void upload(Socket socket, byte[] body, BlockingQueue<Integer> sent) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            for (int at = 0; at < body.length; at += 50_000) {
                out.write(body, at, 50_000);
                sent.add(at + 50_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    @Test
    void forwardsEachServerSentEventImmediately() throws Exception {
        CompletableFuture<HttpServerResponse> stream = new CompletableFuture<>();
        jobs.answers(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("Content-Type", "text/event-stream").write("data: 0\n\n");
            stream.complete(response);
        });

        HttpResponse<InputStream> response = HTTP.send(
                to("/api/v1/jobs/1/events").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), ISO_8859_1));
        for (int i = 0; i < 5; i++) {
            assertThat(lines.readLine()).isEqualTo("data: " + i);
            assertThat(lines.readLine()).isEmpty();
            stream.get()
                    .write("data: " + (i + 1) + "\n\n")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        }
        stream.get().end().toCompletionStage().toCompletableFuture().get();
        assertThat(lines.lines()).containsExactly("data: 5", "");
    }

    @Test
    void streamsLargeAnswerCompletely() throws Exception {
        byte[] audio = new byte[20_000_000];
        new Random(8).nextBytes(audio);
        jobs.answers(request -> request.response().end(Buffer.buffer(audio)));

        HttpResponse<byte[]> response = HTTP.send(to("/api/v1/jobs/1/audio").build(), BodyHandlers.ofByteArray());

        assertThat(sha256(response.body())).isEqualTo(sha256(audio));
    }

    @Test
    void serviceSeesClientDisconnectDuringUpload() throws Exception {
        jobs.answers(request -> {
            request.exceptionHandler(broken -> jobs.events.add("broken off"));
            request.handler(piece -> jobs.events.add("piece"));
        });
        try (Socket socket = socket()) {
            socket.getOutputStream()
                    .write("POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc"
                            .getBytes(ISO_8859_1));
            assertThat(jobs.nextEvent()).isEqualTo("piece");
        }
        assertThat(jobs.nextEvent()).isEqualTo("broken off");
    }

    @Test
    void serviceSeesClientDisconnectDuringAnswer() throws Exception {
        jobs.answers(request -> {
            request.response().closeHandler(gone -> jobs.events.add("gone"));
            request.response().setChunked(true).write("data: 0\n\n");
        });
        try (Socket socket = socket()) {
            socket.getOutputStream()
                    .write("GET /api/v1/jobs/1/events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        assertThat(jobs.nextEvent()).isEqualTo("gone");
    }

    @Test
    void earlyAnswerReachesClientThatStillSends() throws Exception {
        jobs.answers(request -> request.response().setStatusCode(401).end("no"));

        try (Socket socket = socket()) {
            socket.getOutputStream()
                    .write("POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc"
                            .getBytes(ISO_8859_1));
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 401 ").endsWith("no");
        }
    }
}
