package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.aUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** By hand over a socket, to see what is answered before how much was sent. */
@QuarkusTest
class UploadLimitsTest {

    private static final int CHUNK = 65_536;

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
    void recordingThatFitsIsWaitedFor() throws IOException {
        assertThat(answerTo("POST", Sotto.JOBS, "nobody", "Content-Length: 150000000"))
                .as("a caller without a good token is refused before the recording is read")
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void allOtherBodiesStaySmall() throws IOException {
        assertThat(answerTo("POST", Sotto.WORKFLOWS, token(), "Content-Length: 2000000"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void bodyWithoutADeclaredSizeIsCutOffAtTheLimit() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head("POST", Sotto.WORKFLOWS, token(), "Transfer-Encoding: chunked"));
            assertThat(sendUntilRefused(out, 16_000_000)).isLessThan(16_000_000);
        }
    }

    /** Sends chunks until the service closes the connection, or so many bytes went out. */
    private static long sendUntilRefused(OutputStream out, long most) throws IOException {
        byte[] size = (Integer.toHexString(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] spaces = " ".repeat(CHUNK).getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try {
            while (sent < most) {
                out.write(size);
                out.write(spaces);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                sent += CHUNK;
            }
        } catch (SocketException closed) {
            return sent;
        }
        return sent;
    }

    /** The answer to a head alone: not one byte of the body is sent. */
    private String answerTo(String method, String path, String token, String length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head(method, path, token, length));
            socket.getOutputStream().flush();
            byte[] answer = new byte[4096];
            StringBuilder text = new StringBuilder();
            for (int n = socket.getInputStream().read(answer);
                    n > 0 && !text.toString().contains("}");
                    n = socket.getInputStream().read(answer)) {
                text.append(new String(answer, 0, n, StandardCharsets.UTF_8));
                if (text.toString().contains("}")) {
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
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String token() {
        Person user = aUser();
        return SottoTestResource.tokens()
                .user(user.tenantId(), user.resellerId())
                .subject(user.userId())
                .sign();
    }
}
