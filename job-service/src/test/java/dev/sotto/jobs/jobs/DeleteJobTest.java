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
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.run;
import static dev.sotto.jobs.Sotto.submission;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.storage.HandStore;
import dev.sotto.model.events.Topic;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteJobTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScriptedEngine engine;

    @Inject
    HandStore store;

    @Inject
    Sweeper sweeper;

    @Inject
    Vertx vertx;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        store.stuck(false);
        engine.reset();
    }

    @Test
    void removesACompletedJobAndFreesItsStorage() {
        UUID id = completed();
        List<Long> before = quota(user);
        assertThat(before.get(2)).isPositive();

        Response deleted = delete(user, id);

        assertThat(deleted.statusCode()).as(deleted.asString()).isEqualTo(204);
        assertThat(user.asks().get("/api/v1/quota").jsonPath().getLong("storage_bytes.used"))
                .isZero();
        assertThat(quota(user)).as("processing stays used").containsExactly(before.get(0), 0L, 0L, 0L);
        assertThat(files(user)).isEmpty();
        assertThat(job(user, id).statusCode()).isEqualTo(404);
        assertThat(user.asks().get(JOBS + "/" + id + "/transcript").statusCode())
                .isEqualTo(404);
        assertThat(user.asks().get(JOBS).<List<?>>path("items")).isEmpty();
        assertThat(delete(user, id).statusCode()).isEqualTo(404);
        JsonNode event = onlyRemoval(id);
        assertThat(event.path("version").asLong()).isEqualTo(4);
        assertThat(event.path("user_id").asText()).isEqualTo(user.userId().toString());
    }

    @Test
    void auditsTheDeletionWithoutNames() {
        UUID id = completed();
        delete(user, id);

        List<String> audit = rows(
                "select action, user_id, before, coalesce(after::text, '') from audit_log where subject_id = ? order by id desc limit 1",
                id);
        assertThat(audit)
                .singleElement()
                .asString()
                .startsWith("deleted|" + user.userId())
                .contains("Completed")
                .doesNotContain("clip");
    }

    @Test
    void cancelsARunningJob() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();

        assertThat(delete(user, id).statusCode()).isEqualTo(204);

        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
        await().until(run::isOver);
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
        JsonNode ended = events(Topic.JOB_COMPLETED, id, 1).get(0).path("data");
        assertThat(ended.path("status").asText()).isEqualTo("Cancelled");
        assertThat(ended.path("reason").asText()).isEqualTo("deleted");
        assertThat(ended.path("stored_bytes").asLong()).isZero();
        assertThat(onlyRemoval(id).path("version").asLong())
                .isEqualTo(ended.path("version").asLong() + 1);
    }

    @Test
    void cancelsAQueuedJob() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        List<UUID> running = List.of(aJob(user, workflow), aJob(user, workflow));
        List<ScriptedEngine.Run> runs = List.of(engine.next(), engine.next());
        List<Long> before = quota(user);
        UUID queued = aJob(user, workflow);

        assertThat(delete(user, queued).statusCode()).isEqualTo(204);

        assertThat(quota(user)).isEqualTo(before);
        assertThat(rows("select 1 from dispatch where job_id = ?", queued)).isEmpty();
        assertThat(files(user)).noneMatch(file -> file.toString().contains(queued.toString()));
        runs.forEach(run -> run.says("Done."));
        running.forEach(id -> awaitStatus(user, id, "Completed"));
    }

    @Test
    void onlyTheOwnerAndAdminsMayDelete() {
        UUID id = completed();

        for (Person other : List.of(user.colleague(), aUser(), aUser().admin())) {
            assertThat(delete(other, id).statusCode()).isEqualTo(404);
        }
        assertThat(job(user, id).statusCode()).isEqualTo(200);
        assertThat(delete(user.admin(), id).statusCode()).isEqualTo(204);
    }

    @Test
    void refusesAnOlderVersionAndChangesNothing() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        List<Long> before = quota(user);

        Response refused = user.asks().header("If-Match", "\"1\"").delete(JOBS + "/" + id);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(quota(user)).isEqualTo(before);
        run.says("Not deleted.");
        String etag = awaitStatus(user, id, "Completed").header("ETag");
        assertThat(user.asks().header("If-Match", etag).delete(JOBS + "/" + id).statusCode())
                .isEqualTo(204);
    }

    @Test
    void fullTenantDeletesAndSubmitsAgain() {
        UUID id = completed();
        change(
                "update quota_accounts set storage_limit_bytes = (select reserved_bytes from jobs where id = ?)"
                        + " where tenant_id = ?",
                id,
                user.tenantId());
        UUID workflow = UUID.fromString(job(user, id).path("workflow_id"));
        Response refused =
                submission(user, workflow, "clip.mp3", audio("clip.mp3")).post(JOBS);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("unit")).isEqualTo("bytes");

        delete(user, id);

        UUID next = aJob(user, workflow);
        engine.next().says("It fits.");
        awaitStatus(user, next, "Completed");
    }

    @Test
    void endsTheStreamsOfADeletedJob() throws Exception {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next();
        HttpResponse<Stream<String>> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.resolve(JOBS + "/" + id + "/events"))
                                .header(
                                        "Authorization",
                                        "Bearer "
                                                + SottoTestResource.tokens()
                                                        .user(user.tenantId(), user.resellerId())
                                                        .subject(user.userId())
                                                        .sign())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = stream.body().iterator();
        assertThat(lines.next()).startsWith("event:job");

        delete(user, id);

        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> lines.forEachRemaining(line -> {}));
        end.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void keyOfADeletedJobIsRefused() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();
        UUID id = UUID.fromString(submission(user, workflow, "clip.mp3", audio("clip.mp3"))
                .header("Idempotency-Key", key)
                .post(JOBS)
                .path("id"));
        engine.next();
        delete(user, id);

        Response repeated = submission(user, workflow, "clip.mp3", audio("clip.mp3"))
                .header("Idempotency-Key", key)
                .post(JOBS);

        assertThat(repeated.statusCode()).as(repeated.asString()).isEqualTo(422);
        assertThat(repeated.<String>path("type")).endsWith("/idempotency-key-reused");
        assertThat(repeated.<String>path("detail")).contains("deleted since");
        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void workerThatWritesAfterTheDeletionLeavesNothing() {
        engine.deaf(true);
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        engine.deaf(false);
        delete(user, id);
        await().untilAsserted(() -> assertThat(recordings(id)).isEmpty());

        run.says("Nobody shall read this.");

        // Its worker is free only when its round is over, and two jobs run at once only when both are free.
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        List<UUID> after = List.of(aJob(user, workflow), aJob(user, workflow));
        List.of(engine.next(), engine.next()).forEach(next -> next.says("Said."));
        after.forEach(next -> awaitStatus(user, next, "Completed"));
        assertThat(run.isOver()).isTrue();
        assertThat(recordings(id)).isEmpty();
        assertThat(quota(user).get(2)).isEqualTo(stored(after.get(0)) + stored(after.get(1)));
    }

    @Test
    void filesThatCannotBeRemovedAreRemovedByTheNextRound() {
        UUID id = completed();
        store.stuck(true);

        assertThat(delete(user, id).statusCode()).isEqualTo(204);

        assertThat(quota(user).get(2)).isZero();
        assertThat(recordings(id)).isNotEmpty();
        run(vertx, sweeper.sweep());
        assertThat(recordings(id)).isNotEmpty();

        store.stuck(false);
        run(vertx, sweeper.sweep());

        assertThat(recordings(id)).isEmpty();
        assertThat(rows("select 1 from file_removals where tenant_id = ?", user.tenantId()))
                .isEmpty();
    }

    private List<?> recordings(UUID id) {
        return files(user).stream()
                .filter(file -> file.toString().contains(id.toString()))
                .toList();
    }

    private static long stored(UUID id) {
        return Long.parseLong(
                rows("select stored_bytes from jobs where id = ?", id).get(0));
    }

    private static JsonNode onlyRemoval(UUID id) {
        List<JsonNode> events = events(Topic.MEDIA_CHANGED, id, 1);
        assertThat(events).hasSize(1);
        JsonNode data = events.get(0).path("data");
        assertThat(data.path("removal").asText()).isEqualTo("Deleted");
        assertThat(data.path("stored_bytes").asLong()).isZero();
        return data;
    }

    private UUID completed() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Said.");
        awaitStatus(user, id, "Completed");
        return id;
    }
}
