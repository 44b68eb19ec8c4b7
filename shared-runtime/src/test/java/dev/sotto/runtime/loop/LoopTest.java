package dev.sotto.runtime.loop;

import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rounds that do not end: what happens to them, to their loop and to the liveness check. */
@QuarkusTest
class LoopTest {

    private static final Duration IDLE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofMillis(40);

    @TestHTTPResource(value = "/health/", management = true)
    URI health;

    @Inject
    Vertx vertx;

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicBoolean stuck = new AtomicBoolean(true);

    @Test
    void abandonsRoundAtItsLimitAndReportsHang() {
        Loop loop = new Loop(vertx, "stuck", IDLE, LIMIT, this::round);
        loop.start();
        try {
            await().until(() -> live() == 503);
            assertThat(given().get(health.resolve("live")).asString()).contains("stuck");
            assertThat(rounds).hasValueGreaterThanOrEqualTo(3);

            stuck.set(false);
            await().until(() -> live() == 200);
        } finally {
            loop.stop().join();
        }
    }

    @Test
    void isAliveWhileRoundsFail() {
        Loop loop = new Loop(vertx, "failing", IDLE, LIMIT, () -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("the database is away");
        });
        loop.start();
        try {
            await().until(() -> rounds.get() >= 5);
            assertThat(live()).isEqualTo(200);
        } finally {
            loop.stop().join();
        }
    }

    @Test
    void roundWithoutLimitIsNotAbandoned() {
        CompletableFuture<Boolean> work = new CompletableFuture<>();
        Loop loop = new Loop(vertx, "patient", IDLE, Loop.NO_LIMIT, () -> {
            rounds.incrementAndGet();
            return Uni.createFrom().completionStage(work);
        });
        loop.start();
        await().until(() -> rounds.get() == 1);
        await().during(LIMIT.multipliedBy(5)).until(() -> rounds.get() == 1);
        CompletableFuture<Void> stopped = loop.stop();
        assertThat(stopped).isNotDone();
        work.complete(false);
        assertThat(stopped).succeedsWithin(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void stopsEvenIfRoundNeverEnds() {
        Loop loop = new Loop(vertx, "endless", IDLE, Loop.NO_LIMIT, this::round);
        loop.start();
        await().until(() -> rounds.get() == 1);

        assertThat(loop.stop()).succeedsWithin(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }

    private Uni<Boolean> round() {
        rounds.incrementAndGet();
        return stuck.get() ? Uni.createFrom().nothing() : Uni.createFrom().item(false);
    }

    private int live() {
        return given().get(health.resolve("live")).statusCode();
    }
}
