package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Answer;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Recording;
import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The public client of OpenAI's API, and the form that curl sends, through the gateway. */
@ExtendWith(CanaryWatch.class)
class OpenAiClientTest {

    private static final Path NODE = Path.of("target/tools/node").toAbsolutePath();
    private static final Path SCRIPT =
            Path.of("src/test/resources/npm/transcribe.mjs").toAbsolutePath();
    private static final Path PACKAGES = Path.of("browser").toAbsolutePath();

    private final Sotto sotto = RunningSotto.running();
    private final Customer customer = new Customer(sotto);
    private final String key = customer.key();

    @TempDir
    private Path directory;

    @Test
    void publicClientGetsTheSameTextAsSottosOwnApi() throws Exception {
        assertThat(NODE.toFile().setExecutable(true)).isTrue();

        String said = run(
                NODE.toString(),
                SCRIPT.toString(),
                PACKAGES.toString(),
                sotto.address().toString().replaceFirst("/?$", "/"),
                key,
                recording().toString());

        JsonNode answers = new ObjectMapper().readTree(said.substring(said.lastIndexOf('\n') + 1));
        String text = answers.path("json").asText();
        assertThat(text).isNotBlank();
        assertThat(text).isEqualTo(transcriptOf(answers.path("job").asText()));
        assertThat(customer.usageOf(answers.path("job").asText(), 1)).contains("Processing");
        assertThat(answers.path("verbose").path("text").asText()).isEqualTo(text);
        assertThat(answers.path("verbose").path("duration").asDouble()).isPositive();
        assertThat(answers.path("verbose").path("segments")).isNotEmpty();
        assertThat(answers.path("verbose").path("words")).isNotEmpty();
        assertThat(answers.path("srt").asText()).startsWith("1\n00:00:0").contains(" --> ");
        assertThat(answers.path("models").get(0).asText()).isEqualTo("whisper-1");
        assertRefused(answers.path("unknown"), "NotFoundError", 404, "model_not_found");
        assertThat(answers.path("unknown").path("param").asText()).isEqualTo("model");
        assertRefused(answers.path("foreign"), "AuthenticationError", 401, "invalid_api_key");
        // The embedded engine does not translate.
        assertThat(answers.path("translation").path("status").asInt()).isEqualTo(400);
    }

    /** As {@code curl -F file=@… -F model=whisper-1} sends it. */
    @Test
    void formOfTheUsualLineWithCurlWorks() {
        Answer answer = new Api(sotto.address())
                .withKey(key)
                .upload("/v1/audio/transcriptions", Map.of("model", "whisper-1"), Recording.sample());

        assertThat(answer.expect(200).json().path("text").asText())
                .as(answer.text())
                .isNotBlank();
    }

    private static void assertRefused(JsonNode error, String name, int status, String code) {
        assertThat(error.path("name").asText()).as(error.toString()).isEqualTo(name);
        assertThat(error.path("status").asInt()).isEqualTo(status);
        assertThat(error.path("code").asText()).isEqualTo(code);
    }

    private String transcriptOf(String job) {
        return customer.user()
                .get("/api/v1/jobs/" + job + "/transcript?format=json")
                .expect(200)
                .json()
                .path("text")
                .asText();
    }

    private Path recording() throws IOException {
        Recording sample = Recording.sample();
        return Files.write(directory.resolve(sample.name()), sample.content());
    }

    private String run(String... command) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5L * TestTimeout.SECONDS, TimeUnit.SECONDS))
                    .as("the client ends: %s", Files.readString(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output).strip();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
