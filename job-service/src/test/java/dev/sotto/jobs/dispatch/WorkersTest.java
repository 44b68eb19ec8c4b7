package dev.sotto.jobs.dispatch;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.events;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.media.SoundChoice;
import dev.sotto.jobs.queue.Renewal;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.model.events.Topic;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkersTest {

    @Inject
    ScriptedEngine engine;

    @Inject
    HeldJobs queue;

    @Inject
    Vertx vertx;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void showsProgressWhileTheJobRuns() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        run.hears(job(user, id).jsonPath().getLong("audio_ms") / 2);

        await().untilAsserted(() ->
                assertThat(job(user, id).jsonPath().getDouble("progress")).isBetween(0.4, 0.6));
        assertThat(job(user, id).jsonPath().getString("status")).isEqualTo("Processing");

        run.says("Done.");
        awaitStatus(user, id, "Completed");
    }

    @Test
    void queuedJobsShowTheirPosition() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        UUID first = aJob(user, workflow);
        UUID second = aJob(user, workflow);
        List<ScriptedEngine.Run> running = List.of(engine.next(), engine.next());
        UUID third = aJob(user, workflow);
        UUID fourth = aJob(user, workflow);

        assertThat(job(user, third).<Integer>path("queue_position")).isEqualTo(0);
        assertThat(job(user, fourth).<Integer>path("queue_position")).isEqualTo(1);
        assertThat(job(user, first).<Integer>path("queue_position")).isNull();

        running.forEach(run -> run.says("One."));
        engine.next().says("Two.");
        engine.next().says("Two.");
        for (UUID id : List.of(first, second, third, fourth)) {
            awaitStatus(user, id, "Completed");
        }
    }

    @Test
    void cancellingQueuedJobReleasesItsReservation() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        List<UUID> running = List.of(aJob(user, workflow), aJob(user, workflow));
        List<ScriptedEngine.Run> runs = List.of(engine.next(), engine.next());
        List<Long> before = quota(user);
        UUID queued = aJob(user, workflow);

        Response cancelled = user.asks().post(JOBS + "/" + queued + "/cancel");

        assertThat(cancelled.statusCode()).as(cancelled.asString()).isEqualTo(200);
        assertThat(cancelled.<String>path("status")).isEqualTo("Cancelled");
        assertThat(cancelled.<String>path("reason")).isEqualTo("cancelled");
        assertThat(quota(user)).isEqualTo(before);
        assertThat(files(user)).noneMatch(file -> file.toString().contains(queued.toString()));
        assertEnded(queued, "Cancelled", "cancelled");
        assertThat(user.asks().post(JOBS + "/" + queued + "/cancel").statusCode())
                .isEqualTo(409);

        runs.forEach(run -> run.says("Done."));
        running.forEach(id -> awaitStatus(user, id, "Completed"));
    }

    @Test
    void cancellingARunningJobStopsItsEngine() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();

        assertThat(user.asks().post(JOBS + "/" + id + "/cancel").statusCode()).isEqualTo(200);

        await().until(run::isOver);
        assertThat(job(user, id).<String>path("status")).isEqualTo("Cancelled");
        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
        assertEnded(id, "Cancelled", "cancelled");
    }

    @Test
    void failingEngineIsRetriedThenFailsTheJob() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        for (int attempt = 1; attempt <= RetryDecision.MOST_ATTEMPTS; attempt++) {
            engine.next().breaks();
        }

        Response failed = awaitStatus(user, id, "Failed");
        assertThat(failed.<String>path("reason")).isEqualTo("engine-failed");
        assertThat(failed.<String>path("error")).isNotBlank();
        assertThat(failed.<Integer>path("attempt")).isEqualTo(3);
        assertKeptForARetry(user, id, "engine-failed");
    }

    @Test
    void engineErrorIsRetriedAndWorkerContinues() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        for (int attempt = 1; attempt <= RetryDecision.MOST_ATTEMPTS; attempt++) {
            engine.next().breaksWithAnError();
        }

        assertThat(awaitStatus(user, id, "Failed").<String>path("reason")).isEqualTo("engine-failed");
        awaitIdleWorkers();
    }

    @Test
    void unreadableWorkflowFailsOnlyItsJob() {
        Person user = aUser();
        UUID broken = aWorkflow(user, ScriptedEngine.NAME);
        change("update workflow_versions set config = '{\"nodes\": 1}' where workflow_id = ?", broken);
        UUID id = aJob(user, broken);

        awaitIdleWorkers();
        assertThat(awaitStatus(user, id, "Failed").<String>path("reason")).isEqualTo("engine-failed");
    }

    @Test
    void workerWithoutLeaseChangesNothing() {
        Person user = aUser();
        engine.deaf(true);
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run zombie = engine.next();
        engine.deaf(false);

        // Repeated, because the old worker's heartbeat renews its lease as long as it holds it.
        ScriptedEngine.Run winner = engine.next(() -> change(
                "update dispatch set lease_until = now() - interval '1 second' where job_id = ? and fence = 1", id));
        winner.says("The winner's words.");
        Response completed = awaitStatus(user, id, "Completed");
        List<Long> settled = quota(user);
        zombie.says("The zombie's words.");
        await().until(zombie::isOver);

        // The old worker is free only when its round is over.
        awaitIdleWorkers();
        assertThat(job(user, id).asString()).isEqualTo(completed.asString());
        assertThat(user.asks().get(JOBS + "/" + id + "/transcript?format=txt").asString())
                .contains("The winner's words.");
        assertThat(quota(user)).as("settled once").startsWith(settled.get(0), 0L);
        assertThat(events(Topic.JOB_COMPLETED, id, 1)).hasSize(1);
        assertThat(rows("select attempt, fence from jobs where id = ?", id)).containsExactly("2|2");
    }

    private void awaitIdleWorkers() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        List<UUID> both = List.of(aJob(user, workflow), aJob(user, workflow));
        List.of(engine.next(), engine.next()).forEach(run -> run.says("Idle."));
        both.forEach(id -> awaitStatus(user, id, "Completed"));
    }

    @Test
    void jobFailsAfterThreeLostWorkers() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        for (int attempt = 1; attempt <= RetryDecision.MOST_ATTEMPTS; attempt++) {
            ScriptedEngine.Run run = engine.next();
            // As if the process had died: the lease expires and no heartbeat comes.
            change(
                    "update dispatch set fence = fence + 1, lease_until = now() - interval '1 second' where job_id = ?",
                    id);
            await().until(run::isOver);
        }

        Response failed = awaitStatus(user, id, "Failed");
        assertThat(failed.<String>path("reason")).isEqualTo("attempts-exhausted");
        assertThat(failed.<Integer>path("attempt")).isEqualTo(3);
        assertKeptForARetry(user, id, "attempts-exhausted");
    }

    @Test
    void returnedLeaseIsNotCountedAsAttempt() throws Exception {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run ofTheOneThatStops = engine.next();

        assertThat(run(queue.giveBack(held(id)))).isTrue();

        engine.next().says("By another.");
        Response completed = awaitStatus(user, id, "Completed");
        assertThat(completed.<Integer>path("attempt")).isEqualTo(1);
        await().until(ofTheOneThatStops::isOver);
    }

    @Test
    void staleFenceChangesNothing() throws Exception {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        Claim stale = new Claim(
                id, user.tenantId(), 1, 0, "", SoundChoice.ALL, new Reservation(1, 1), Instant.EPOCH, "{}", "{}");
        List<Long> before = quota(user);

        assertThat(run(queue.renew(List.of(new Renewal(id, 0, 0.5))))).isEmpty();
        assertThat(run(queue.complete(
                        stale, new Outcome.Done("elsewhere", 1, 1, "en", List.of()), new Reservation.Used(1, 1))))
                .isNull();
        assertThat(run(queue.fail(stale, RetryDecision.exhausted()))).isNull();
        assertThat(run(queue.retry(stale, Duration.ZERO))).isFalse();
        assertThat(run(queue.giveBack(stale))).isFalse();

        assertThat(job(user, id).<String>path("status")).isEqualTo("Processing");
        assertThat(quota(user)).isEqualTo(before);
        run.says("Mine.");
        awaitStatus(user, id, "Completed");
    }

    private static Claim held(UUID id) {
        long fence = Long.parseLong(
                rows("select fence from dispatch where job_id = ?", id).get(0));
        return new Claim(id, id, 1, fence, "", SoundChoice.ALL, new Reservation(1, 1), Instant.EPOCH, "{}", "{}");
    }

    private <T> T run(Uni<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored -> work.subscribe().with(done::complete, done::completeExceptionally));
        return done.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }

    private static void assertKeptForARetry(Person user, UUID id, String reason) {
        long recording = audio("clip.mp3").length;
        assertThat(quota(user)).containsExactly(0L, 0L, recording, 0L);
        assertThat(files(user)).singleElement().asString().endsWith(id + "/input");
        assertEnded(id, "Failed", reason, recording);
    }

    private static void assertEnded(UUID id, String status, String reason) {
        assertEnded(id, status, reason, 0);
    }

    private static void assertEnded(UUID id, String status, String reason, long storedBytes) {
        assertThat(rows("select count(*) from dispatch where job_id = ?", id)).containsExactly("0");
        List<JsonNode> events = events(Topic.JOB_COMPLETED, id, 1);
        assertThat(events).hasSize(1);
        JsonNode data = events.get(0).path("data");
        assertThat(data.path("status").asText()).isEqualTo(status);
        assertThat(data.path("reason").asText()).isEqualTo(reason);
        assertThat(data.path("audio_ms").asLong()).isZero();
        assertThat(data.path("stored_bytes").asLong()).isEqualTo(storedBytes);
    }
}
