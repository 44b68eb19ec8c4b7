package dev.sotto.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Await;
import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Uploads through the gateway whose connections are cut, and whose service is killed. */
@ExtendWith(CanaryWatch.class)
class ResumableUploadTest {

    private static final Path TOOLS = Path.of("target/tools").toAbsolutePath();
    private static final Path SCRIPTS = Path.of("src/test/resources/npm").toAbsolutePath();
    private static final int BYTES = 24_000_000;
    private static final int CUTS = 50;
    private static final long SEED = 15;

    private final Sotto sotto = RunningSotto.running();
    private final Customer customer = new Customer(sotto);
    private final String key = customer.key();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path directory;

    @Test
    void arrivesByteForByteAfterFiftyCuts() throws Exception {
        byte[] recording = noise(BYTES);
        Path file = Files.write(directory.resolve("talk.wav"), recording);
        try (CuttingProxy proxy = new CuttingProxy(sotto.address().getPort(), SEED, BYTES / 40, CUTS)) {
            JsonNode made = tusJsClient(proxy.port(), file);

            assertThat(proxy.cut()).isEqualTo(CUTS);
            String upload = made.path("url").asText();
            JsonNode done = Await.until(
                    () -> json(URI.create(upload)),
                    view -> !view.path("state").asText().equals("Checking"));
            assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("Completed");
            assertThat(done.path("job_id").asText()).isNotEmpty();
            assertThat(recordingOf(done.path("job_id").asText())).isEqualTo(recording);
            cancel(done.path("job_id").asText());
        }
    }

    @Test
    void offsetAfterAKillCountsOnlyWhatIsThere() throws Exception {
        byte[] recording = noise(2_000_000);
        URI upload = create(recording.length);
        assertThat(patch(upload, 0, Arrays.copyOf(recording, 1_000_000)).statusCode())
                .isEqualTo(204);
        try (Socket second =
                new Socket(InetAddress.getLoopbackAddress(), sotto.address().getPort())) {
            second.getOutputStream().write(head(upload, 1_000_000, 1_000_000));
            second.getOutputStream().write(recording, 1_000_000, 500_000);
            Path spooled = spooled(upload);
            Await.until(() -> size(spooled), bytes -> bytes > 1_200_000);
            sotto.service("job-service").kill();
        }
        sotto.service("job-service").restart();

        int offset = Await.until(() -> offset(upload), found -> found >= 0);
        assertThat(offset).isBetween(1_000_000, 1_500_000);
        assertThat(size(spooled(upload))).isGreaterThanOrEqualTo(offset);
        byte[] rest = Arrays.copyOfRange(recording, offset, recording.length);
        // Whoever was killed holds the upload for some seconds more.
        Await.until(() -> patch(upload, offset, rest).statusCode(), status -> status == 204);
        JsonNode done = Await.until(
                () -> json(upload), view -> !view.path("state").asText().equals("Checking"));

        assertThat(recordingOf(done.path("job_id").asText())).isEqualTo(recording);
        cancel(done.path("job_id").asText());
    }

    /** Runs the script with Node; its last line is JSON. */
    private JsonNode tusJsClient(int proxyPort, Path file) throws Exception {
        Path node = TOOLS.resolve("node");
        assertThat(node.toFile().setExecutable(true)).isTrue();
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        node.toString(),
                        SCRIPTS.resolve("upload.js").toString(),
                        sotto.address().toString(),
                        Integer.toString(proxyPort),
                        key,
                        customer.workflow(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(3L * TestTimeout.SECONDS, TimeUnit.SECONDS))
                    .as("the client ends: %s", Files.readString(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output).strip();
        assertThat(process.exitValue()).as(said).isZero();
        return new ObjectMapper().readTree(said.substring(said.lastIndexOf('\n') + 1));
    }

    private URI create(long length) {
        HttpResponse<byte[]> begun = send(request(sotto.address().resolve("/api/v1/uploads"))
                .header("Upload-Length", Long.toString(length))
                .header(
                        "Upload-Metadata",
                        "filename " + base64("talk.wav") + ",workflow_id " + base64(customer.workflow()))
                .POST(BodyPublishers.noBody()));
        assertThat(begun.statusCode()).as(new String(begun.body(), UTF_8)).isEqualTo(201);
        return URI.create(begun.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<byte[]> patch(URI upload, long offset, byte[] bytes) {
        return send(request(upload)
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(bytes)));
    }

    private byte[] head(URI upload, long offset, long length) {
        return ("PATCH " + upload.getPath() + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key
                        + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: " + offset
                        + "\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    /** Returns -1 while the service is not back. */
    private int offset(URI upload) {
        HttpResponse<byte[]> head = send(request(upload).method("HEAD", BodyPublishers.noBody()));
        return head.statusCode() != 200
                ? -1
                : Integer.parseInt(head.headers().firstValue("Upload-Offset").orElseThrow());
    }

    private JsonNode json(URI address) {
        try {
            return new ObjectMapper().readTree(send(request(address).GET()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] recordingOf(String job) {
        HttpResponse<byte[]> recording = send(request(sotto.address().resolve("/api/v1/jobs/" + job + "/recording"))
                .GET());
        assertThat(recording.statusCode()).isEqualTo(200);
        return recording.body();
    }

    private void cancel(String job) {
        URI cancel = sotto.address().resolve("/api/v1/jobs/" + job + "/cancel");
        assertThat(send(request(cancel).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key)
                .header("Tus-Resumable", "1.0.0");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(TestTimeout.DURATION).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path spooled(URI upload) {
        String id = upload.getPath().substring(upload.getPath().lastIndexOf('/') + 1);
        return sotto.files("job-service").resolve("media/spool/resumable").resolve(id);
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** A WAV of noise, 44.1 kHz, two channels of 16 bits: no piece of it is like another. */
    private static byte[] noise(int bytes) {
        byte[] samples = new byte[bytes - 44];
        new Random(SEED).nextBytes(samples);
        ByteBuffer wav = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(UTF_8)).putInt(bytes - 8).put("WAVEfmt ".getBytes(UTF_8));
        wav.putInt(16).putShort((short) 1).putShort((short) 2);
        wav.putInt(44_100).putInt(44_100 * 4).putShort((short) 4).putShort((short) 16);
        wav.put("data".getBytes(UTF_8)).putInt(samples.length).put(samples);
        return wav.array();
    }
}
