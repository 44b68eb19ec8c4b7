package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.HUNDRED_MB;
import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.events;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.known;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.submission;
import static dev.sotto.jobs.Sotto.tenant;
import static dev.sotto.testing.TestTimeout.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SubmitJobTest {

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void recordingBecomesTranscriptUsageAndEvent() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, "sphinx");

        Response submitted = submission(user, workflow, "../Tuesday \u0007meeting.mp3", audio("clip.mp3"))
                .post(JOBS);

        assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
        UUID id = UUID.fromString(submitted.path("id"));
        assertThat(submitted.header("Location")).endsWith(JOBS + "/" + id);
        assertThat(submitted.jsonPath().getString("status")).isEqualTo("Queued");
        assertThat(submitted.jsonPath().getString("file_name")).isEqualTo("Tuesday meeting.mp3");
        assertThat(submitted.jsonPath().getLong("file_bytes")).isEqualTo(audio("clip.mp3").length);
        long audioMs = submitted.jsonPath().getLong("audio_ms");
        assertThat(audioMs).isBetween(1_000L, 4_000L);

        Response completed = awaitStatus(user, id, "Completed");
        assertThat(completed.jsonPath().getDouble("progress")).isEqualTo(1.0);
        assertThat(completed.jsonPath().getInt("processing_time")).isPositive();
        assertThat(completed.jsonPath().getInt("attempt")).isEqualTo(1);

        Response text = user.asks().get(JOBS + "/" + id + "/transcript?format=txt");
        assertThat(text.statusCode()).isEqualTo(200);
        assertThat(text.asString()).isNotBlank();
        JsonNode event = events(Topic.JOB_COMPLETED, id, 1).get(0);
        assertThat(event.path("data").path("status").asText()).isEqualTo("Completed");
        assertThat(event.path("data").path("audio_ms").asLong()).isEqualTo(audioMs);
        long stored = event.path("data").path("stored_bytes").asLong();
        assertThat(stored).isGreaterThan(audio("clip.mp3").length);
        assertThat(quota(user)).containsExactly(audioMs, 0L, stored, 0L);
        assertThat(files(user))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("input", "peaks", "transcript.json");
        assertThat(rows("select count(*) from dispatch where job_id = ?", id)).containsExactly("0");
    }

    @Test
    void repeatedKeyReturnsFirstJobAndRefusesAnotherRecording() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();

        Response first = keyed(user, workflow, key, "clip.mp3");
        Response again = keyed(user, workflow, key, "clip.mp3");
        Response other = keyed(user, workflow, key, "clip.ogg");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.<String>path("type")).endsWith("/idempotency-key-reused");
        assertThat(rows("select count(*) from jobs where tenant_id = ?", user.tenantId()))
                .containsExactly("1");
        assertThat(recordings(user)).isEqualTo(1);
        engine.next().says("Once.");
        awaitStatus(user, UUID.fromString(first.path("id")), "Completed");
    }

    @Test
    void keyUsedAgainForAnotherNameIsRefused() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();
        assertThat(keyed(user, workflow, key, "clip.mp3").statusCode()).isEqualTo(201);

        Response other = submission(user, workflow, "other.mp3", audio("clip.mp3"))
                .header("Idempotency-Key", key)
                .post(JOBS);

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.<String>path("type")).endsWith("/idempotency-key-reused");
        engine.next().says("Once.");
    }

    private static Response keyed(Person user, UUID workflow, String key, String clip) {
        return submission(user, workflow, clip, audio(clip))
                .header("Idempotency-Key", key)
                .post(JOBS);
    }

    private static long recordings(Person user) {
        return files(user).stream().filter(file -> file.endsWith("input")).count();
    }

    @Test
    void concurrentSubmissionsWithOneKeyCreateOneJob() throws Exception {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();
        ExecutorService threads = Executors.newFixedThreadPool(4);

        List<Future<Response>> sent = Stream.generate(
                        () -> threads.submit(() -> keyed(user, workflow, key, "clip.mp3")))
                .limit(4)
                .toList();
        Set<String> ids = new HashSet<>();
        for (Future<Response> response : sent) {
            assertThat(response.get().statusCode()).isEqualTo(201);
            ids.add(response.get().path("id"));
        }
        threads.shutdown();

        assertThat(ids).hasSize(1);
        assertThat(recordings(user)).isEqualTo(1);
        engine.next().says("Once.");
        awaitStatus(user, UUID.fromString(ids.iterator().next()), "Completed");
    }

    @Test
    void workflowDeletedDuringUploadGives404AndKeepsNothing() throws Exception {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection deleting = SottoTestResource.databases().superuser("job")) {
            deleting.setAutoCommit(false);
            try (PreparedStatement delete = deleting.prepareStatement("delete from workflows where id = ?")) {
                delete.setObject(1, workflow);
                assertThat(delete.executeUpdate()).isEqualTo(1);
            }
            Future<Response> submission = thread.submit(() -> keyed(user, workflow, key, "clip.mp3"));
            await().until(() -> rows("select count(*) from pg_stat_activity where datname = 'job'"
                            + " and wait_event_type = 'Lock' and query like '%insert into jobs%'")
                    .equals(List.of("1")));
            deleting.commit();

            Response refused = submission.get();
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(404);
            assertThat(refused.<String>path("type")).endsWith("/not-found");
        } finally {
            thread.shutdownNow();
        }
        assertNothingRemains(user);
        assertThat(rows("select count(*) from idempotency where key = ?", key)).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({
        "notes.mp3, These are the notes of Tuesday's meeting., unknown_format",
        "empty.mp3, '', empty_file",
        "list.mp3, #EXTM3U, playlist",
        "damaged.mp3, ID3 and then nothing that could be played, damaged"
    })
    void refusesInvalidRecordingWithReasonAndKeepsNothing(String name, String content, String reason) {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);

        Response refused =
                submission(user, workflow, name, content.getBytes(UTF_8)).post(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.<String>path("type")).endsWith("/unreadable-audio");
        assertThat(refused.<String>path("reason")).isEqualTo(reason);
        assertNothingRemains(user);
    }

    @Test
    void refusesRecordingAboveQuotaAndKeepsNothing() {
        Person user = aUserWith(1_000, HUNDRED_MB);
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);

        Response refused =
                submission(user, workflow, "clip.mp3", audio("clip.mp3")).post(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.<String>path("type")).endsWith("/quota-exceeded");
        assertThat(refused.<String>path("unit")).isEqualTo("milliseconds");
        assertThat(refused.jsonPath().getLong("remaining")).isEqualTo(1_000);
        assertThat(refused.jsonPath().getLong("needed")).isGreaterThan(1_000);
        assertNothingRemains(user);
    }

    @Test
    void refusesRecordingAboveRemainingStorage() {
        Person user = aUserWith(HOUR_MS, 10_000);
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);

        Response refused =
                submission(user, workflow, "clip.mp3", audio("clip.mp3")).post(JOBS);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("unit")).isEqualTo("bytes");
        assertNothingRemains(user);
    }

    private static void assertNothingRemains(Person user) {
        assertThat(rows("select count(*) from jobs where tenant_id = ?", user.tenantId()))
                .containsExactly("0");
        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Suspended", "Closed"})
    void refusesInactiveTenants(String status) {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        known(tenant(user, 2, TenantStatus.valueOf(status), HOUR_MS, HUNDRED_MB));

        Response refused =
                submission(user, workflow, "clip.mp3", audio("clip.mp3")).post(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
        assertNothingRemains(user);
    }

    @Test
    void namesInvalidFormPart() {
        Person user = aUser();

        Response refused = user.asks()
                .multiPart("file", "clip.mp3", audio("clip.mp3"))
                .multiPart("workflow_id", "1-2-3-4-5")
                .multiPart("wrokflow", "x")
                .post(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<List<String>>path("errors.pointer")).containsExactly("/wrokflow");
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
    }

    @Test
    void foreignWorkflowIsNotFound() {
        Person user = aUser();
        UUID ofAnother = aWorkflow(user.colleague(), ScriptedEngine.NAME);
        UUID ofAnotherTenant = aWorkflow(aUser(), ScriptedEngine.NAME);

        for (UUID workflow : List.of(ofAnother, ofAnotherTenant, UUID.randomUUID())) {
            assertThat(submission(user, workflow, "clip.mp3", audio("clip.mp3"))
                            .post(JOBS)
                            .statusCode())
                    .isEqualTo(404);
        }
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
    }

    @Test
    void answers503ForUnknownTenantWhileOwnerIsDown() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        OwnerServer.away("tenant-service", true);
        try {
            Response refused =
                    submission(user, workflow, "clip.mp3", audio("clip.mp3")).post(JOBS);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotNull();
        } finally {
            OwnerServer.away("tenant-service", false);
        }
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
    }
}
