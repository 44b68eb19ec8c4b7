package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.testing.TestTimeout.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Uses a socket, to see what is answered before how many bytes were sent. */
@QuarkusTest
class UploadLimitsTest {

    @TestHTTPResource("/")
    URI service;

    @Test
    void recordingTooLargeIsRefusedBeforeItIsSent() throws IOException {
        String answer = answerTo("POST", Sotto.JOBS, token(), "Content-Length: 300000000");

        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json")
                .contains("too-large");
    }

    @Test
    void callerWithInvalidTokenIsRefusedBeforeTheRecordingIsSent() throws IOException {
        assertThat(answerTo("POST", Sotto.JOBS, "nobody", "Content-Length: 150000000"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void otherBodiesAreLimitedToSmallSize() throws IOException {
        assertThat(answerTo("POST", Sotto.WORKFLOWS, token(), "Content-Length: 2000000"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void recordingLargerThanRemainingStorageIsRefusedBeforeItIsSent() throws IOException {
        assertThat(answerTo("POST", Sotto.JOBS, token(), "Content-Length: 150000000"))
                .startsWith("HTTP/1.1 422")
                .contains("quota-exceeded", "bytes");
    }

    @Test
    void brokenUploadLeavesNothingInTheSpool() throws IOException {
        Person user = aUser();
        try (Socket socket = half(token(user))) {
            await().untilAsserted(() -> assertThat(Sotto.files(user)).isNotEmpty());
            socket.getOutputStream().flush();
        }
        await().untilAsserted(() -> assertThat(Sotto.files(user)).isEmpty());
    }

    @Test
    void limitsConcurrentUploadsPerOrganisation() throws IOException {
        Person user = aUser();
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                halves.add(half(token(user)));
            }
            await().untilAsserted(() -> assertThat(Sotto.files(user)).hasSize(8));
            assertThat(submission(user)).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after");
            assertThat(submission(aUser())).startsWith("HTTP/1.1 404");
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
        await().untilAsserted(() -> assertThat(submission(user)).startsWith("HTTP/1.1 404"));
    }

    /** Sends a submission whose workflow does not exist, so that it stops there. */
    private String submission(Person user) throws IOException {
        return answerTo(
                user,
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"workflow_id\"\r\n\r\n" + UUID.randomUUID()
                        + "\r\n--b--\r\n");
    }

    private String answerTo(Person user, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            socket.getOutputStream()
                    .write(head(
                            "POST", Sotto.JOBS, token(user), "Connection: close\r\nContent-Length: " + body.length()));
            socket.getOutputStream().write(body.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private Socket half(String token) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.getPort());
        socket.getOutputStream().write(head("POST", Sotto.JOBS, token, "Content-Length: 3000000"));
        socket.getOutputStream()
                .write(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                                + "x".repeat(200_000))
                        .getBytes(US_ASCII));
        return socket;
    }

    @Test
    void chunkedRecordingAboveLimitIsRefusedAndDeleted() throws IOException {
        Person user = aUser();
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head("POST", Sotto.JOBS, token(user), "Transfer-Encoding: chunked"));
            Thread sender = new Thread(() -> sendForm(out, 230), "sender");
            sender.start();

            byte[] answer = socket.getInputStream().readNBytes(12);

            assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
        await().untilAsserted(() -> assertThat(Sotto.files(user)).isEmpty());
    }

    /** Ends when everything was sent, or when the connection was closed. */
    private static void sendForm(OutputStream out, int megabytes) {
        byte[] megabyte = new byte[1_000_000];
        try {
            chunk(
                    out,
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n".getBytes(US_ASCII));
            for (int i = 0; i < megabytes; i++) {
                chunk(out, megabyte);
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(US_ASCII));
    }

    /** Returns the answer to the head alone; no byte of the body is sent. */
    private String answerTo(String method, String path, String token, String length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            socket.getOutputStream().write(head(method, path, token, length));
            socket.getOutputStream().flush();
            byte[] answer = new byte[4096];
            StringBuilder text = new StringBuilder();
            while (text.indexOf("}") < 0) {
                int n = socket.getInputStream().read(answer);
                text.append(new String(answer, 0, Math.max(0, n), US_ASCII));
                if (n < 0) {
                    break;
                }
            }
            return text.toString();
        }
    }

    private static byte[] head(String method, String path, String token, String length) {
        String type = path.equals(Sotto.JOBS) ? "multipart/form-data; boundary=b" : "application/json";
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: " + type + "\r\n" + length + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private static String token() {
        return token(aUser());
    }

    private static String token(Person user) {
        return SottoTestResource.tokens()
                .user(user.tenantId(), user.resellerId())
                .subject(user.userId())
                .sign();
    }
}
