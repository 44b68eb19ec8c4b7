package dev.sotto.jobs.openai;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.tenant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.AbleEngine;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's API. */
@QuarkusTest
class AudioTest {

    private static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";
    private static final String TRANSLATIONS = "/v1/audio/translations";
    private static final byte[] CLIP = audio("clip.mp3");

    private final Person user = aUser();

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void noJobStays() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void answersWithTheTextWhenTheJobHasEnded() {
        Response answer = form(Map.of(
                        "model", AbleEngine.LARGE, "language", "de", "prompt", "Sotto", "temperature", "0"))
                .post(TRANSCRIPTIONS);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.<String>path("text")).isEqualTo("transcribe de large-v3 Sotto []");
        assertThat(answer.<String>path("usage.type")).isEqualTo("duration");
        Response job = user.asks().get(JOBS + "/" + answer.header("Sotto-Job-Id"));
        assertThat(job.<String>path("priority")).isEqualTo("high");
        assertThat(job.<String>path("status")).isEqualTo("Completed");
        assertThat(job.<Boolean>path("has_recording")).isFalse();
        assertThat(quota(user).get(0)).isPositive();
    }

    @Test
    void translatesIntoEnglish() {
        Response answer = form(Map.of("model", AbleEngine.SMALL)).post(TRANSLATIONS);

        assertThat(answer.<String>path("text")).startsWith("translate null small");
    }

    @ParameterizedTest
    @CsvSource({
        "text, text/plain, 'transcribe null small null []'",
        "srt, application/x-subrip, '1\n00:00:00,000 --> 00:00:00,500'",
        "vtt, text/vtt, WEBVTT"
    })
    void answersInTheFormatThatIsAskedFor(String format, String mediaType, String start) {
        Response answer = form(Map.of("model", AbleEngine.SMALL, "response_format", format))
                .post(TRANSCRIPTIONS);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(mediaType);
        assertThat(answer.asString()).startsWith(start.replace("\\n", "\n"));
    }

    @Test
    void verboseAnswerHasSegmentsAndWords() {
        Response answer = form(Map.of("model", AbleEngine.SMALL, "response_format", "verbose_json"))
                .multiPart("timestamp_granularities[]", "word")
                .multiPart("timestamp_granularities[]", "segment")
                .post(TRANSCRIPTIONS);

        assertThat(answer.<String>path("task")).as(answer.asString()).isEqualTo("transcribe");
        assertThat(answer.<String>path("language")).isEqualTo("english");
        assertThat(answer.<Float>path("duration")).isPositive();
        assertThat(answer.<Float>path("segments[0].end")).isEqualTo(0.5f);
        assertThat(answer.<Float>path("segments[0].avg_logprob")).isEqualTo(-0.25f);
        assertThat(answer.<String>path("words[0].word")).isEqualTo("transcribe");
        assertThat(answer.<Float>path("words[0].end")).isEqualTo(0.25f);
    }

    @Test
    void errorsHaveTheShapeOfThatApi() {
        Response unknown = form(Map.of("model", "gpt-9")).post(TRANSCRIPTIONS);
        Response none = form(Map.of()).post(TRANSCRIPTIONS);
        Response format =
                form(Map.of("model", "whisper-1", "response_format", "pdf")).post(TRANSCRIPTIONS);
        Response anonymous = given().multiPart("file", "a.mp3", CLIP).post(TRANSCRIPTIONS);
        Response unreadable = user.asks()
                .multiPart("file", "a.mp3", new byte[100], "audio/mpeg")
                .multiPart("model", "whisper-1")
                .post(TRANSCRIPTIONS);

        assertError(unknown, 404, "model", "model_not_found");
        assertError(none, 400, "model", "required");
        assertError(format, 400, "response_format", "not-one-of");
        assertError(anonymous, 401, null, "invalid_api_key");
        assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertError(unreadable, 400, "file", "unknown_format");
    }

    @Test
    void spentQuotaIsSaidAsThatApiSaysIt() {
        Person poor = aUserWith(1, 100_000_000);
        Response refused = poor.asks()
                .multiPart("file", "clip.mp3", CLIP, "audio/mpeg")
                .multiPart("model", AbleEngine.SMALL)
                .post(TRANSCRIPTIONS);

        assertError(refused, 429, null, "insufficient_quota");
        assertThat(refused.header("X-Should-Retry")).isEqualTo("false");
    }

    @Test
    void failedJobIsAnError() {
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(
                () -> form(Map.of("model", "none")).post(TRANSCRIPTIONS));
        engine.next().refuses();

        assertError(
                answer.orTimeout(TestTimeout.SECONDS, java.util.concurrent.TimeUnit.SECONDS)
                        .join(),
                500,
                null,
                "engine-failed");
    }

    @Test
    void hangingUpCancelsTheJob() throws IOException {
        UUID id;
        try (Socket line = new Socket(service.getHost(), service.getPort())) {
            line.getOutputStream().write(request(Map.of("model", "none")));
            ScriptedEngine.Run run = engine.next();
            id = UUID.fromString(rows("select id from jobs where tenant_id = ?", user.tenantId())
                    .get(0));
            assertThat(run.isOver()).isFalse();
        }

        awaitStatus(user, id, "Cancelled");
        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void listsTheModelsOfThePlan() {
        List<String> all = user.asks().get("/v1/models").path("data.id");
        hear(tenant(user, 2, new PlanFeatures(List.of(AbleEngine.LARGE), null, null, null, null, null, null)));
        Response planned = user.asks().get("/v1/models");

        assertThat(all).contains("whisper-1", AbleEngine.SMALL, AbleEngine.LARGE);
        assertThat(planned.<List<String>>path("data.id")).containsExactly("whisper-1", AbleEngine.LARGE);
        assertThat(planned.<String>path("object")).isEqualTo("list");
        assertError(form(Map.of("model", AbleEngine.SMALL)).post(TRANSCRIPTIONS), 404, "model", "model_not_found");
        Response chosen = form(Map.of("model", "whisper-1")).post(TRANSCRIPTIONS);
        assertThat(chosen.<String>path("text")).contains(AbleEngine.LARGE);
    }

    private static void assertError(Response answer, int status, String param, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.<Map<String, Object>>path("error")).containsOnlyKeys("message", "type", "param", "code");
        assertThat(answer.<String>path("error.code")).isEqualTo(code);
        assertThat(answer.<String>path("error.param")).isEqualTo(param);
        assertThat(answer.<String>path("error.message")).isNotBlank();
    }

    private RequestSpecification form(Map<String, String> fields) {
        RequestSpecification request = user.asks().multiPart("file", "clip.mp3", CLIP, "audio/mpeg");
        fields.forEach(request::multiPart);
        return request;
    }

    private byte[] request(Map<String, String> fields) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            form.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n")
                    .getBytes());
        }
        form.writeBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\n".getBytes());
        form.writeBytes(CLIP);
        form.writeBytes("\r\n--b--\r\n".getBytes());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + TRANSCRIPTIONS + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                        + dev.sotto.testing.SottoTestResource.tokens()
                                .user(user.tenantId(), user.resellerId())
                                .subject(user.userId())
                                .sign()
                        + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + form.size()
                        + "\r\n\r\n")
                .getBytes());
        request.writeBytes(form.toByteArray());
        return request.toByteArray();
    }
}
