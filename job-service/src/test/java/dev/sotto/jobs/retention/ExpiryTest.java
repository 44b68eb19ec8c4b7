package dev.sotto.jobs.retention;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.delete;
import static dev.sotto.jobs.Sotto.events;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.retry;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.run;
import static dev.sotto.jobs.Sotto.submission;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.storage.FailureCollector;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExpiryTest {

    private static final long BYTES = audio("clip.mp3").length;

    @Inject
    Expiry expiry;

    @Inject
    FileRemovals removals;

    @Inject
    ScriptedEngine engine;

    @Inject
    Vertx vertx;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void recordingExpiresAndTheTranscriptStays() {
        UUID id = completed();
        long stored = quota(user).get(2);
        keep("{\"recording_days\": 30, \"transcript_days\": 60}");
        expire(id, "29 days 23 hours");
        assertThat(quota(user).get(2)).as("not yet").isEqualTo(stored);

        expire(id, "30 days 1 hour");

        assertThat(quota(user).get(2)).isEqualTo(stored - BYTES);
        assertThat(job(user, id).jsonPath().getLong("file_bytes")).isZero();
        assertThat(files(user)).singleElement().asString().endsWith("transcript.json");
        assertThat(transcript(id).asString()).contains("Said.");
        JsonNode event = events(Topic.MEDIA_CHANGED, id, 1).get(0).path("data");
        assertThat(event.path("stored_bytes").asLong()).isEqualTo(stored - BYTES);
        assertThat(event.path("removal").asText()).isEqualTo("Expired");
    }

    @Test
    void transcriptExpiresAndTheJobStays() {
        UUID id = completed();
        keep("{\"transcript_days\": 60}");

        expire(id, "61 days");

        assertThat(quota(user).get(2)).isEqualTo(BYTES);
        Response gone = transcript(id);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.<String>path("type")).endsWith("/gone");
        assertThat(gone.<String>path("reason")).isEqualTo("expired");
        assertThat(gone.<String>path("removed_at")).isNotBlank();
        assertThat(files(user))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("input", "peaks");
        assertThat(user.asks().get(JOBS).<List<String>>path("items.id")).containsExactly(id.toString());
        assertThat(user.colleague().asks().get(JOBS + "/" + id + "/transcript").statusCode())
                .isEqualTo(404);

        run(vertx, expiry.round());
        assertThat(quota(user).get(2)).as("once").isEqualTo(BYTES);
        delete(user, id);
        assertThat(quota(user).get(2)).isZero();
    }

    @Test
    void correctionsExpireWithTheTranscript() {
        UUID id = completed();
        Response edited = user.says("{\"segments\": [{\"i\": 0, \"text\": \"Written.\"}]}")
                .header("If-Match", "\"0\"")
                .patch(JOBS + "/" + id + "/transcript");
        assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
        keep("{\"transcript_days\": 60}");

        expire(id, "61 days");

        assertThat(rows("select 1 from transcript_revisions where job_id = ?", id))
                .isEmpty();
    }

    @Test
    void withoutRetentionEverythingIsKept() {
        UUID id = completed();
        List<Long> before = quota(user);

        expire(id, "30 years");

        assertThat(quota(user)).isEqualTo(before);
        assertThat(transcript(id).statusCode()).isEqualTo(200);
    }

    @Test
    void recordingThatIsNotToBeKeptGoesWithTheCompletion() {
        UUID id = UUID.fromString(submission(user, aWorkflow(user, ScriptedEngine.NAME), "clip.mp3", audio("clip.mp3"))
                .multiPart("keep_recording", "false")
                .post(JOBS)
                .path("id"));
        engine.next().says("Said.");
        Response completed = awaitStatus(user, id, "Completed");

        assertThat(completed.jsonPath().getLong("file_bytes")).isZero();
        long stored = events(Topic.JOB_COMPLETED, id, 1)
                .get(0)
                .at("/data/stored_bytes")
                .asLong();
        assertThat(stored).isPositive().isLessThan(BYTES);
        assertThat(quota(user)).containsExactly(completed.jsonPath().getLong("audio_ms"), 0L, stored, 0L);
        await().untilAsserted(
                        () -> assertThat(files(user)).singleElement().asString().endsWith("transcript.json"));
        assertThat(transcript(id).asString()).contains("Said.");
    }

    @Test
    void failedJobKeepsItsRecordingForSevenDays() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().refuses();
        awaitStatus(user, id, "Failed");
        expire(id, "6 days 23 hours");
        assertThat(quota(user).get(2)).isEqualTo(BYTES);

        expire(id, "7 days 1 hour");

        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
        assertThat(files(user)).isEmpty();
        assertThat(retry(user, id).<String>path("reason")).isEqualTo("recording-gone");
        assertThat(events(Topic.MEDIA_CHANGED, id, 1)
                        .get(0)
                        .at("/data/stored_bytes")
                        .asLong())
                .isZero();
    }

    @Test
    void filesOfAnExpiryThatDiedAfterItsCommitAreRemovedLater() {
        UUID id = completed();
        keep("{\"recording_days\": 1, \"transcript_days\": 1}");
        age(id, "2 days");

        run(vertx, expiry.expire());

        assertThat(quota(user).get(2)).isZero();
        assertThat(files(user)).as("as if it had died here").hasSize(3);
        assertThat(transcript(id).statusCode()).isEqualTo(410);
        run(vertx, removals.round(new FailureCollector()));
        assertThat(files(user)).isEmpty();
        assertThat(rows("select 1 from file_removals where tenant_id = ?", user.tenantId()))
                .isEmpty();
    }

    @Test
    void manyJobsExpireOnceHoweverManyProcessesTry() {
        UUID id = completed();
        keep("{\"recording_days\": 1}");
        long each = quota(user).get(2);
        int copies = 250;
        change("""
                insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, status, file_path,
                    file_name, file_bytes, audio_ms, reserved_ms, reserved_bytes, stored_bytes, result_path, completed_at)
                select gen_random_uuid(), tenant_id, reseller_id, user_id, workflow_id, workflow_version, status,
                    file_path || n, file_name, file_bytes, audio_ms, reserved_ms, reserved_bytes, stored_bytes, result_path,
                    completed_at
                from jobs, generate_series(1, ?) n where id = ?
                """, copies, id);
        change(
                "update quota_accounts set storage_used_bytes = storage_used_bytes * ? where tenant_id = ?",
                copies + 1,
                user.tenantId());
        change("update jobs set completed_at = now() - interval '2 days' where tenant_id = ?", user.tenantId());

        Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    while (run(vertx, expiry.round())) {
                        // more to do
                    }
                }))
                .limit(4)
                .toList()
                .forEach(CompletableFuture::join);
        run(vertx, expiry.round());

        assertThat(quota(user).get(2)).isEqualTo((each - BYTES) * (copies + 1));
        assertThat(rows("select sum(stored_bytes), sum(file_bytes) from jobs where tenant_id = ?", user.tenantId()))
                .containsExactly((each - BYTES) * (copies + 1) + "|0");
        assertThat(rows(
                        "select count(distinct key), count(*) from outbox where topic = 'media-changed' and tenant_id = ?",
                        user.tenantId()))
                .containsExactly((copies + 1) + "|" + (copies + 1));
    }

    private void keep(String retention) {
        assertThat(user.admin().says(retention).patch("/api/v1/retention").statusCode())
                .isEqualTo(200);
    }

    private void expire(UUID id, String age) {
        age(id, age);
        run(vertx, expiry.round());
    }

    private static void age(UUID id, String age) {
        change("update jobs set completed_at = now() - cast(? as interval) where id = ?", age, id);
    }

    private Response transcript(UUID id) {
        return user.asks().get(JOBS + "/" + id + "/transcript?format=txt");
    }

    private UUID completed() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Said.");
        awaitStatus(user, id, "Completed");
        return id;
    }
}
