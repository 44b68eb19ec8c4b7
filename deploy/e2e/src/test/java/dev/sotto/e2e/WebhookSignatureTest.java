package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.e2e.WebhookReceiver.Received;
import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Await;
import dev.sotto.testing.TestTimeout;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What comes by webhook is genuine for the public library {@code standardwebhooks} of npm, also during a rotation. */
@ExtendWith(CanaryWatch.class)
class WebhookSignatureTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TOOLS = Path.of("target/tools").toAbsolutePath();
    private static final Path SCRIPTS = Path.of("src/test/resources/npm").toAbsolutePath();

    private final Sotto sotto = RunningSotto.running();
    private final Api admin = new Customer(sotto).admin();

    @TempDir
    private Path directory;

    @Test
    void publicLibraryAcceptsEverySignatureAndNoForgery() throws Exception {
        String path = "/" + UUID.randomUUID();
        JsonNode webhook = post(
                "/api/v1/webhooks", Map.of("url", WebhookReceiver.url(path), "events", List.of("job.completed")), 201);
        String id = webhook.path("id").asText();
        post("/api/v1/webhooks/" + id + "/test", Map.of(), 202);
        Await.until(() -> WebhookReceiver.received(path).size(), count -> count == 1);
        String rotated = post("/api/v1/webhooks/" + id + "/secret", Map.of(), 200)
                .path("secret")
                .asText();
        post("/api/v1/webhooks/" + id + "/test", Map.of(), 202);
        Await.until(() -> WebhookReceiver.received(path).size(), count -> count == 2);

        List<Received> received = WebhookReceiver.received(path);
        Received first = received.get(0);
        Received second = received.get(1);
        Received otherBody = new Received(second.headers(), second.body().replace("webhook.test", "job.completed"));
        Map<String, String> headers = new HashMap<>(second.headers());
        headers.put("webhook-id", first.headers().get("webhook-id"));
        Received otherId = new Received(headers, second.body());
        String forged = "WebhookVerificationError";

        assertThat(verified(webhook.path("secret").asText(), List.of(first, second, otherBody, otherId)))
                .containsExactly("webhook.test", "webhook.test", forged, forged);
        assertThat(verified(rotated, List.of(first, second, otherBody)))
                .containsExactly(forged, "webhook.test", forged);
    }

    private List<String> verified(String secret, List<Received> received) throws Exception {
        Path node = TOOLS.resolve("node");
        assertThat(node.toFile().setExecutable(true)).isTrue();
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        node.toString(), SCRIPTS.resolve("verify.js").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(JSON.writeValueAsBytes(Map.of("secret", secret, "received", received)));
        }
        try {
            assertThat(process.waitFor(TestTimeout.SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return List.of(JSON.readValue(said, String[].class));
    }

    private JsonNode post(String path, Map<String, ?> body, int status) {
        return admin.post(path, body).expect(status).json();
    }
}
