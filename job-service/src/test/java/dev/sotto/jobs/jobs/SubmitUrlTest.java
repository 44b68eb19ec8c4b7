package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.fetch.RecordingServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SubmitUrlTest {

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void recordingIsFetchedAndTranscribed() {
        String url = RecordingServer.shared().serve("/C%2B%2B%20talk.mp3", audio("clip.mp3"));

        Response submitted = submit(url, aWorkflow(user, ScriptedEngine.NAME));

        assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
        assertThat(submitted.<String>path("file_name")).isEqualTo("C++ talk.mp3");
        assertThat(submitted.<Integer>path("file_bytes")).isEqualTo(audio("clip.mp3").length);
        assertThat(submitted.<String>path("title")).isEqualTo("Talk");
        UUID id = UUID.fromString(submitted.path("id"));
        engine.next().says("Now.");
        awaitStatus(user, id, "Completed");
        assertThat(user.asks().get(JOBS + "/" + id + "/transcript?format=srt").header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"C__ talk.srt\"; filename*=UTF-8''C%2B%2B%20talk.srt");
    }

    @Test
    void repeatedRequestIsNotFetchedAgain() {
        AtomicInteger times = new AtomicInteger();
        String url = RecordingServer.shared().serve("/once.mp3", exchange -> {
            times.incrementAndGet();
            exchange.sendResponseHeaders(200, audio("clip.mp3").length);
            exchange.getResponseBody().write(audio("clip.mp3"));
        });
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();

        Response first =
                user.says(json(url, workflow)).header("Idempotency-Key", key).post(JOBS);
        Response again =
                user.says(json(url, workflow)).header("Idempotency-Key", key).post(JOBS);

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(times).hasValue(1);
        engine.next().says("Now.");
    }

    @Test
    void failureIsReportedAndLeavesNothing() {
        Response refused = submit(
                RecordingServer.shared().serve("/", new byte[0]) + "absent", aWorkflow(user, ScriptedEngine.NAME));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("type")).endsWith("/fetch-failed");
        assertThat(refused.<String>path("reason")).isEqualTo("status");
        assertThatNothingIsLeft();
    }

    @Test
    void innerAddressIsRefused() {
        Response refused = submit(
                "http://127.0.0.1:" + RecordingServer.shared().port() + "/", aWorkflow(user, ScriptedEngine.NAME));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("reason")).isEqualTo("no_public_address");
        assertThatNothingIsLeft();
    }

    @Test
    void whatIsNoRecordingIsRefused() {
        Response refused = submit(
                RecordingServer.shared().serve("/page", "<html></html>".getBytes(US_ASCII)),
                aWorkflow(user, ScriptedEngine.NAME));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("type")).endsWith("/unreadable-audio");
        assertThatNothingIsLeft();
    }

    @Test
    void recordingLargerThanTheStorageIsNotFetched() {
        Person poor = aUserWith(HOUR_MS, 1_000);

        Response refused = poor.says(json(
                        RecordingServer.shared().serve("/large.mp3", audio("clip.mp3")),
                        aWorkflow(poor, ScriptedEngine.NAME)))
                .post(JOBS);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("type")).endsWith("/quota-exceeded");
        assertThat(quota(poor)).containsOnly(0L);
    }

    @Test
    void unknownWorkflowIsRefusedBeforeFetching() {
        assertThat(submit(RecordingServer.shared().serve("/clip.mp3", audio("clip.mp3")), UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\": \"\", \"workflow_id\": \"01890a5d-ac96-774b-bcce-000000000008\"}",
                "{\"url\": \"file:///etc/passwd\", \"workflow_id\": \"$workflow\"}",
                "{\"url\": \"http://a@b/\", \"workflow_id\": \"$workflow\"}",
                "{\"url\": \"http://example.com/\", \"workflow_id\": \"x\"}",
                "{\"url\": \"http://example.com/\", \"workflow_id\": \"$workflow\", \"track\": 0}",
                "{\"url\": \"http://example.com/\", \"workflow_id\": \"$workflow\", \"channels\": \"x\"}",
                "{\"url\": \"http://example.com/\", \"workflow_id\": \"$workflow\", \"file\": \"x\"}",
                "[]",
                "null",
                "{"
            })
    void invalidRequestIsRefused(String json) {
        String workflow = aWorkflow(user, ScriptedEngine.NAME).toString();
        Response refused = user.says(json.replace("$workflow", workflow)).post(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("type")).endsWith("/invalid-request");
    }

    @Test
    void jsonIsLimitedToASmallSize() {
        assertThat(user.says("{\"url\": \"" + "x".repeat(300_000) + "\"}")
                        .post(JOBS)
                        .statusCode())
                .isEqualTo(413);
    }

    private void assertThatNothingIsLeft() {
        assertThat(rows("select 1 from jobs where tenant_id = ?", user.tenantId()))
                .isEmpty();
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
    }

    private Response submit(String url, UUID workflow) {
        return user.says(json(url, workflow)).post(JOBS);
    }

    private static String json(String url, UUID workflow) {
        return """
                {"url": "%s", "workflow_id": "%s", "title": "Talk"}""".formatted(url, workflow);
    }
}
