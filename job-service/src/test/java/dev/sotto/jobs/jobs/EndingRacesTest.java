package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.delete;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.retry;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** What ends a job races with what else ends it. Whoever wins, the quota is exact afterwards. */
@QuarkusTest
class EndingRacesTest {

    private static final int ROUNDS = 12;

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();
    private final Person admin = user.admin();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @RepeatedTest(2)
    void quotaIsExactAfterEveryRace() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        List<UUID> jobs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            UUID id = aJob(user, workflow);
            jobs.add(id);
            awaitStatus(user, id, "Processing");
            switch (round % 4) {
                case 0 -> race(this::completion, () -> delete(user, id));
                case 1 -> race(this::completion, () -> delete(user, id), () -> cancel(id));
                case 2 -> {
                    fail(id);
                    race(() -> retry(user, id), () -> retry(admin, id), () -> delete(admin, id));
                }
                default -> {
                    fail(id);
                    race(() -> retry(user, id), () -> cancel(id), () -> retry(admin, id));
                    race(this::completion, () -> cancel(id), () -> delete(admin, id), () -> delete(user, id));
                }
            }
            await().until(this::everyJobHasEnded);
        }

        assertThat(quota(user)).containsExactly(billed(), 0L, stored(), 0L);
        await().untilAsserted(() -> assertThat(files(user)).allMatch(file -> isOf(file.toString(), left())));
        jobs.stream()
                .filter(id -> !left().contains(id.toString()))
                .forEach(id -> assertThat(
                                rows("select count(*) from outbox where topic = 'media-changed' and key = ?", id))
                        .containsExactly("1"));
    }

    private Response cancel(UUID id) {
        return user.asks().post(JOBS + "/" + id + "/cancel");
    }

    private Response completion() {
        engine.each(run -> run.says("Done."));
        return null;
    }

    private void fail(UUID id) {
        await().until(() -> {
            engine.each(ScriptedEngine.Run::refuses);
            return job(user, id).path("status").equals("Failed");
        });
    }

    /** A job that was retried runs until somebody completes it. */
    private boolean everyJobHasEnded() {
        completion();
        return rows("select 1 from dispatch where tenant_id = ?", user.tenantId())
                .isEmpty();
    }

    @SafeVarargs
    private static void race(Supplier<Response>... all) {
        Stream.of(all).map(CompletableFuture::supplyAsync).toList().forEach(each -> {
            Response answer = each.join();
            if (answer != null) {
                assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
            }
        });
    }

    /** Returns the milliseconds of all jobs that were completed, as the events say that bill them. */
    private long billed() {
        return number("select coalesce(sum((payload::jsonb #>> '{data,audio_ms}')::bigint), 0) from outbox"
                + " where topic = 'job-completed' and tenant_id = ?");
    }

    private long stored() {
        return number("select coalesce(sum(stored_bytes), 0) from jobs where tenant_id = ?");
    }

    private long number(String sql) {
        return Long.parseLong(rows(sql, user.tenantId()).get(0));
    }

    private List<String> left() {
        return rows("select id from jobs where tenant_id = ?", user.tenantId());
    }

    private static boolean isOf(String file, List<String> jobs) {
        return jobs.stream().anyMatch(file::contains);
    }
}
