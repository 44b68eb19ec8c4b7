package dev.sotto.jobs.jobs;

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
import static dev.sotto.jobs.Sotto.submission;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetryJobTest {

    private static final long BYTES = audio("clip.mp3").length;

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void failedJobIsRetriedAsTheSameJob() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        List<Long> reserved = quota(user);
        engine.next().refuses();
        Response failed = awaitStatus(user, id, "Failed");
        assertThat(failed.jsonPath().getLong("file_bytes")).isEqualTo(BYTES);
        assertThat(quota(user)).as("its recording is stored").containsExactly(0L, 0L, BYTES, 0L);

        Response queued = retry(user, id);

        assertThat(queued.statusCode()).as(queued.asString()).isEqualTo(200);
        assertThat(queued.<String>path("id")).isEqualTo(id.toString());
        assertThat(queued.<String>path("reason")).isNull();
        assertThat(queued.<String>path("error")).isNull();
        assertThat(queued.<String>path("completed_at")).isNull();
        assertThat(quota(user)).isEqualTo(reserved);
        engine.next().says("This time.");
        Response completed = awaitStatus(user, id, "Completed");
        assertThat(completed.<Integer>path("attempt")).isEqualTo(1);
        assertThat(rows("select fence from jobs where id = ?", id)).containsExactly("2");
        assertThat(user.asks().get(JOBS + "/" + id + "/transcript?format=txt").asString())
                .contains("This time.");
        assertThat(quota(user)).containsExactly(completed.jsonPath().getLong("audio_ms"), 0L, stored(id), 0L);
        List<JsonNode> ends = events(Topic.JOB_COMPLETED, id, 2);
        assertThat(ends).extracting(end -> end.at("/data/status").asText()).containsExactly("Failed", "Completed");
        assertThat(ends)
                .extracting(end -> end.at("/data/stored_bytes").asLong())
                .containsExactly(BYTES, stored(id));
        assertThat(ends.get(0).at("/data/audio_ms").asLong()).isZero();
    }

    @Test
    void onlyFailedJobsAreRetried() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        assertThatIsRefused(retry(user, id), "not-failed");
        run.says("Done.");
        awaitStatus(user, id, "Completed");

        assertThatIsRefused(retry(user, id), "not-failed");
    }

    @Test
    void cancelledJobKeepsNothingToRetry() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next();
        user.asks().post(JOBS + "/" + id + "/cancel");

        Response refused = retry(user, id);

        assertThatIsRefused(refused, "recording-gone");
        assertThat(refused.<String>path("detail")).contains("Send it again");
        assertThat(job(user, id).jsonPath().getLong("file_bytes")).isZero();
    }

    @Test
    void failedJobWhoseRecordingIsNotToBeKeptKeepsNothing() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        UUID id = UUID.fromString(submission(user, workflow, "clip.mp3", audio("clip.mp3"))
                .multiPart("keep_recording", "false")
                .post(JOBS)
                .path("id"));
        engine.next().refuses();
        awaitStatus(user, id, "Failed");

        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
        assertThatIsRefused(retry(user, id), "recording-gone");
    }

    @Test
    void retryNeedsQuotaLikeANewJob() {
        UUID id = failed();
        change("update quota_accounts set processing_limit_ms = 0 where tenant_id = ?", user.tenantId());

        Response refused = retry(user, id);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("type")).endsWith("/quota-exceeded");
        assertThat(refused.<String>path("unit")).isEqualTo("milliseconds");
        assertThat(quota(user)).containsExactly(0L, 0L, BYTES, 0L);
        assertThat(job(user, id).<String>path("status")).isEqualTo("Failed");
    }

    @Test
    void storedRecordingIsNotCountedTwice() {
        UUID id = failed();
        change(
                "update quota_accounts set storage_limit_bytes = (select reserved_bytes from jobs where id = ?)"
                        + " where tenant_id = ?",
                id,
                user.tenantId());

        assertThat(retry(user, id).statusCode()).isEqualTo(200);

        engine.next().says("Fits.");
        awaitStatus(user, id, "Completed");
        assertThat(quota(user).get(2)).isEqualTo(stored(id));
    }

    @Test
    void refusalNamesTheMissingBytes() {
        UUID id = failed();
        change(
                "update quota_accounts set storage_limit_bytes = (select reserved_bytes - 1 from jobs where id = ?)"
                        + " where tenant_id = ?",
                id,
                user.tenantId());

        Response refused = retry(user, id);

        assertThat(refused.<String>path("unit")).isEqualTo("bytes");
        assertThat(refused.jsonPath().getLong("needed"))
                .isEqualTo(refused.jsonPath().getLong("remaining") + 1);
    }

    @Test
    void onlyTheOwnerAndAdminsMayRetry() {
        UUID id = failed();

        for (Person other : List.of(user.colleague(), aUser(), aUser().admin())) {
            assertThat(retry(other, id).statusCode()).isEqualTo(404);
        }
        assertThat(retry(user.admin(), id).statusCode()).isEqualTo(200);
        engine.next().says("By the admin.");
        assertThat(awaitStatus(user, id, "Completed").<String>path("user_id"))
                .isEqualTo(user.userId().toString());
    }

    @Test
    void deletedFailedJobFreesItsRecording() {
        UUID id = failed();

        assertThat(delete(user, id).statusCode()).isEqualTo(204);

        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
        assertThat(files(user)).isEmpty();
    }

    private UUID failed() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().refuses();
        awaitStatus(user, id, "Failed");
        return id;
    }

    private static void assertThatIsRefused(Response refused, String reason) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.<String>path("type")).endsWith("/conflict");
        assertThat(refused.<String>path("reason")).isEqualTo(reason);
    }

    private static long stored(UUID id) {
        return Long.parseLong(
                rows("select stored_bytes from jobs where id = ?", id).get(0));
    }
}
