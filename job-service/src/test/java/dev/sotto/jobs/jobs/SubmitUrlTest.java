package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.delete;
import static dev.sotto.jobs.Sotto.events;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.suspended;
import static dev.sotto.jobs.Sotto.tenant;
import static dev.sotto.testing.TestTimeout.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.fetch.RecordingServer;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.Topic;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

    @Inject
    Fetchers fetchers;

    private final CompletableFuture<Void> go = new CompletableFuture<>();

    @AfterEach
    void nobodyReachedTheCanary() {
        assertThat(RecordingServer.canary().hits()).isZero();
    }

    @AfterEach
    void letGo() {
        go.complete(null);
        engine.reset();
    }

    @Test
    void recordingIsFetchedAndTranscribed() {
        String url = RecordingServer.shared().serve("/C%2B%2B%20talk.mp3", audio("clip.mp3"));

        Response submitted = submit(url, aWorkflow(user, ScriptedEngine.NAME));

        assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
        assertThat(submitted.<String>path("status")).isEqualTo("Queued");
        assertThat(submitted.<String>path("file_name")).isEqualTo("C++ talk.mp3");
        assertThat(submitted.<Integer>path("file_bytes")).isZero();
        assertThat(submitted.<Integer>path("fetch.received_bytes")).isZero();
        assertThat(submitted.<String>path("title")).isEqualTo("Talk");
        UUID id = UUID.fromString(submitted.path("id"));
        engine.next().says("Now.");
        Response done = awaitStatus(user, id, "Completed");
        assertThat(done.<Integer>path("file_bytes")).isEqualTo(audio("clip.mp3").length);
        assertThat(done.<Object>path("fetch")).isNull();
        assertThat(user.asks().get(JOBS + "/" + id + "/transcript?format=srt").header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"C__ talk.srt\"; filename*=UTF-8''C%2B%2B%20talk.srt");
        assertThat(user.asks().get(JOBS + "/" + id + "/recording").asByteArray())
                .isEqualTo(audio("clip.mp3"));
        assertThat(rows("select url from fetches where tenant_id = ?", user.tenantId()))
                .isEmpty();
    }

    @Test
    void senderMayNameTheRecording() {
        String url = RecordingServer.shared().serve("/download", exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"Monday.mp3\"");
            send(audio("clip.mp3")).handle(exchange);
        });

        UUID id = id(submit(url, aWorkflow(user, ScriptedEngine.NAME)));

        engine.next().says("Now.");
        assertThat(awaitStatus(user, id, "Completed").<String>path("file_name")).isEqualTo("Monday.mp3");
    }

    @Test
    void repeatedRequestIsNotFetchedAgain() {
        AtomicInteger times = new AtomicInteger();
        String url = RecordingServer.shared().serve("/once.mp3", exchange -> {
            times.incrementAndGet();
            send(audio("clip.mp3")).handle(exchange);
        });
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        String key = UUID.randomUUID().toString();

        Response first =
                user.says(json(url, workflow)).header("Idempotency-Key", key).post(JOBS);
        Response again =
                user.says(json(url, workflow)).header("Idempotency-Key", key).post(JOBS);
        Response other = user.says(json(url + "?b", workflow))
                .header("Idempotency-Key", key)
                .post(JOBS);

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(other.<String>path("type")).endsWith("/idempotency-key-reused");
        engine.next().says("Now.");
        awaitStatus(user, id(first), "Completed");
        assertThat(times).hasValue(1);
    }

    @Test
    void refusalEndsTheJobAndIsNotTriedAgain() {
        AtomicInteger times = new AtomicInteger();
        String url = RecordingServer.shared().serve("/gone.mp3", exchange -> {
            times.incrementAndGet();
            exchange.sendResponseHeaders(410, -1);
        });

        UUID id = id(submit(url, aWorkflow(user, ScriptedEngine.NAME)));

        Response failed = assertFailed(id, "status");
        assertThat(failed.<String>path("error")).contains("410");
        assertThat(times).hasValue(1);
        assertThat(events(Topic.JOB_COMPLETED, id, 1).get(0).at("/data/status").asText())
                .isEqualTo("Failed");
        assertThat(Sotto.retry(user, id).<String>path("reason")).isEqualTo("recording-gone");
    }

    @Test
    void innerAddressIsRefused() {
        int port = RecordingServer.shared().port();
        RecordingServer.dns().answer("inner.example", new String[] {"127.0.0.1"});

        for (String host : new String[] {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "inner.example", "localhost"}) {
            assertFailed(
                    id(submit("http://" + host + ":" + port + "/", aWorkflow(user, ScriptedEngine.NAME))),
                    "no_public_address");
        }
    }

    @Test
    void everyAttemptIsResolvedAndCheckedAgain() {
        RecordingServer.dns()
                .answer("rebinding.example", new String[] {RecordingServer.ADDRESS}, new String[] {"127.0.0.1"});
        RecordingServer.shared().serve("/rebinding.mp3", cut());
        String url = "http://rebinding.example:" + RecordingServer.shared().port() + "/rebinding.mp3";

        assertFailed(id(submit(url, aWorkflow(user, ScriptedEngine.NAME))), "no_public_address");
        assertThat(RecordingServer.dns().questions()).contains("rebinding.example", "rebinding.example");
    }

    @Test
    void whatIsNoRecordingIsRefused() {
        String url = RecordingServer.shared().serve("/page", "<html></html>".getBytes(US_ASCII));

        assertFailed(id(submit(url, aWorkflow(user, ScriptedEngine.NAME))), "unknown_format");
    }

    @Test
    void recordingLargerThanTheStorageIsNotFetched() {
        AtomicInteger sent = new AtomicInteger();
        Person poor = aUserWith(HOUR_MS, 20_000);
        String url = RecordingServer.shared().serve("/large.mp3", exchange -> {
            exchange.sendResponseHeaders(200, 30_000);
            sent.incrementAndGet();
        });
        String endless = RecordingServer.shared().serve("/endless.mp3", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(new byte[1_000]);
            }
        });
        UUID workflow = aWorkflow(poor, ScriptedEngine.NAME);

        for (String each : new String[] {url, endless}) {
            UUID id = id(poor.says(json(each, workflow)).post(JOBS));
            assertThat(awaitStatus(poor, id, "Failed").<String>path("reason")).isEqualTo("quota-exceeded");
        }

        assertThat(quota(poor)).containsOnly(0L);
        assertThat(sent).hasValue(1);
    }

    @Test
    void tenantWithoutStorageIsRefusedAtOnce() {
        Person full = aUserWith(HOUR_MS, 1_000);

        Response refused = full.says(json("http://example.com/", aWorkflow(full, ScriptedEngine.NAME)))
                .post(JOBS);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("type")).endsWith("/quota-exceeded");
    }

    @Test
    void serverThatBreaksOffIsAskedAgain() {
        AtomicInteger times = new AtomicInteger();
        String url = RecordingServer.shared().serve("/flaky.mp3", exchange -> {
            if (times.incrementAndGet() < 3) {
                cut().handle(exchange);
            } else {
                send(audio("clip.mp3")).handle(exchange);
            }
        });

        UUID id = id(submit(url, aWorkflow(user, ScriptedEngine.NAME)));

        engine.next().says("Now.");
        awaitStatus(user, id, "Completed");
        assertThat(times).hasValue(3);
        assertThat(files(user)).as("recording, peaks, transcript").hasSize(3);
    }

    @Test
    void serverThatAlwaysBreaksOffFailsTheJob() {
        AtomicInteger times = new AtomicInteger();
        String url = RecordingServer.shared().serve("/cut.mp3", exchange -> {
            times.incrementAndGet();
            cut().handle(exchange);
        });

        assertFailed(id(submit(url, aWorkflow(user, ScriptedEngine.NAME))), "interrupted");
        assertThat(times).hasValue(4);
    }

    @Test
    void progressIsShownAndJobCanBeCancelled() {
        UUID id = id(submit(slow("/watched.mp3"), aWorkflow(user, ScriptedEngine.NAME)));
        await().untilAsserted(() ->
                assertThat(job(user, id).<Integer>path("fetch.received_bytes")).isEqualTo(1_000));
        assertThat(job(user, id).<Integer>path("fetch.total_bytes")).isEqualTo(audio("clip.mp3").length);
        assertThat(job(user, id).<Object>path("queue_position")).isNull();

        Response cancelled = user.asks().post(JOBS + "/" + id + "/cancel");

        assertThat(cancelled.statusCode()).as(cancelled.asString()).isEqualTo(200);
        assertThat(cancelled.<String>path("status")).isEqualTo("Cancelled");
        assertThat(cancelled.<Object>path("fetch")).isNull();
        assertThatNothingIsStored();
    }

    @Test
    void claimsOnTwoRecordingsAreBothRenewed() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        List<UUID> both = List.of(id(submit(slow("/first.mp3"), workflow)), id(submit(slow("/second.mp3"), workflow)));

        // Whoever renews a claim also writes how much has arrived.
        await().untilAsserted(() -> assertThat(both)
                .allSatisfy(id -> assertThat(job(user, id).<Integer>path("fetch.received_bytes"))
                        .isEqualTo(1_000)));
        Sotto.cancelJobs(user);
    }

    @Test
    void jobIsDeletedWhileItIsFetched() {
        UUID id = id(submit(slow("/deleted.mp3"), aWorkflow(user, ScriptedEngine.NAME)));
        await().untilAsserted(() ->
                assertThat(job(user, id).<Integer>path("fetch.received_bytes")).isEqualTo(1_000));

        assertThat(delete(user, id).statusCode()).isEqualTo(204);

        assertThat(job(user, id).statusCode()).isEqualTo(404);
        assertThatNothingIsStored();
    }

    @Test
    void anotherProcessBeginsAnewWhenOneIsLost() {
        AtomicInteger times = new AtomicInteger();
        String url = RecordingServer.shared().serve("/lost.mp3", exchange -> {
            if (times.incrementAndGet() == 1) {
                sendPart(go).handle(exchange);
            } else {
                send(audio("clip.mp3")).handle(exchange);
            }
        });
        UUID id = id(submit(url, aWorkflow(user, ScriptedEngine.NAME)));
        await().until(() -> times.get() == 1);

        change("update fetches set fence = fence + 1, busy_until = now() - interval '1 second' where job_id = ?", id);
        fetchers.wake();

        engine.next().says("Now.");
        go.complete(null);
        awaitStatus(user, id, "Completed");
        assertThat(times).hasValue(2);
        await().untilAsserted(() ->
                assertThat(files(user)).as("recording, peaks, transcript").hasSize(3));
        assertThat(user.asks().get(JOBS + "/" + id + "/recording").asByteArray())
                .isEqualTo(audio("clip.mp3"));
    }

    @Test
    void recordingsOfOneTenantDoNotHoldUpThoseOfAnother() {
        AtomicInteger asked = new AtomicInteger();
        String held = RecordingServer.shared().serve("/held.mp3", exchange -> {
            asked.incrementAndGet();
            sendPart(go).handle(exchange);
        });
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        for (int i = 0; i < 5; i++) {
            assertThat(submit(held, workflow).statusCode()).isEqualTo(201);
        }
        Response sixth = submit(held, workflow);
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.header("Retry-After")).isNotNull();

        Person other = aUser();
        String url = RecordingServer.shared().serve("/other.mp3", audio("clip.mp3"));
        UUID id =
                id(other.says(json(url, aWorkflow(other, ScriptedEngine.NAME))).post(JOBS));
        engine.next().says("Now.");
        awaitStatus(other, id, "Completed");

        assertThat(asked).hasValue(2);
        assertThat(rows("select 1 from fetches where tenant_id = ? and busy_until > now()", user.tenantId()))
                .hasSize(2);
        Sotto.cancelJobs(user);
    }

    @Test
    void recordingOfASuspendedTenantWaits() {
        UUID id = id(submit(slow("/suspended.mp3"), aWorkflow(user, ScriptedEngine.NAME)));
        await().untilAsserted(() ->
                assertThat(job(user, id).<Integer>path("fetch.received_bytes")).isEqualTo(1_000));
        RecordingServer.shared().serve("/suspended.mp3", audio("clip.mp3"));

        hear(suspended(user, 4, SuspensionReason.Billing));
        await().until(() -> user.says("{}").post(JOBS).statusCode() == 403);
        go.complete(null);

        await().until(() -> rows(
                        "select attempt from fetches where job_id = ? and busy_until is null and begun_at is null", id)
                .equals(List.of("0")));
        hear(tenant(user, 5, TenantStatus.Active, HOUR_MS, Sotto.HUNDRED_MB));
        // Until the event is known here, each look puts the next one off by a minute.
        engine.next(() -> {
                    change("update fetches set due_at = now() where job_id = ? and busy_until is null", id);
                    fetchers.wake();
                })
                .says("Now.");
        awaitStatus(user, id, "Completed");
    }

    @Test
    void recordingOfARemovedUserIsNotKept() {
        UUID id = id(submit(slow("/removed.mp3"), aWorkflow(user, ScriptedEngine.NAME)));
        await().untilAsserted(() ->
                assertThat(job(user, id).<Integer>path("fetch.received_bytes")).isEqualTo(1_000));

        hear(new UserChanged(
                user.userId(), 9, user.tenantId(), user.resellerId(), Role.User, UserStatus.Removed, null));
        await().until(() -> user.asks().get(JOBS).statusCode() == 401);
        go.complete(null);

        await().until(() -> rows("select reason from jobs where id = ?", id).equals(List.of("unauthenticated")));
        assertThatNothingIsStored();
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

    private Response assertFailed(UUID id, String reason) {
        Response failed = awaitStatus(user, id, "Failed");
        assertThat(failed.<String>path("reason")).as(failed.asString()).isEqualTo(reason);
        assertThat(failed.<Object>path("fetch")).isNull();
        assertThatNothingIsStored();
        return failed;
    }

    private void assertThatNothingIsStored() {
        assertThat(quota(user)).containsOnly(0L);
        assertThat(rows("select url from fetches where tenant_id = ?", user.tenantId()))
                .isEmpty();
        await().untilAsserted(() -> assertThat(files(user)).isEmpty());
    }

    private Response submit(String url, UUID workflow) {
        return user.says(json(url, workflow)).post(JOBS);
    }

    private static UUID id(Response submitted) {
        assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
        return UUID.fromString(submitted.path("id"));
    }

    private static String json(String url, UUID workflow) {
        return """
                {"url": "%s", "workflow_id": "%s", "title": "Talk"}""".formatted(url, workflow);
    }

    private static HttpHandler send(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** A server that breaks off in the middle. */
    private static HttpHandler cut() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[500]);
            exchange.getResponseBody().flush();
        };
    }

    /** A server that sends 1,000 bytes, and the rest when the test says so. */
    private String slow(String path) {
        return RecordingServer.shared().serve(path, sendPart(go));
    }

    private static HttpHandler sendPart(CompletableFuture<Void> go) {
        return exchange -> {
            byte[] content = audio("clip.mp3");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 1_000);
            exchange.getResponseBody().flush();
            go.join();
            exchange.getResponseBody().write(content, 1_000, content.length - 1_000);
        };
    }
}
