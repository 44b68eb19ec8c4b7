package dev.sotto.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.testing.TestTimeout;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which failures are retried, and how often. */
class BackoffTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Backoff THREE_TIMES = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), 3);

    private final AtomicInteger attempts = new AtomicInteger();

    @AfterAll
    static void end() {
        VERTX.close();
    }

    @Test
    void runsSuccessfulWorkOnce() {
        assertThat(run(failing(0))).isEqualTo("done");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void retriesUntilSuccess() {
        assertThat(run(failing(3))).isEqualTo("done");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void failsWithTheLastFailure() {
        assertThatThrownBy(() -> run(failing(9)))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("attempt 4");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void doesNotRetryPermanentFailure() {
        assertThatThrownBy(() -> run(failing(2).onFailure().transform(IllegalArgumentException::new)))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("attempt 1");
        assertThat(attempts).hasValue(1);
    }

    private Uni<String> failing(int times) {
        return Uni.createFrom().item(attempts::incrementAndGet).map(attempt -> {
            if (attempt <= times) {
                throw new IllegalStateException("attempt " + attempt);
            }
            return "done";
        });
    }

    private static String run(Uni<String> work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        VERTX.runOnContext(ignored -> THREE_TIMES
                .retry(work, IllegalStateException.class::isInstance)
                .subscribe()
                .with(result::complete, result::completeExceptionally));
        return result.orTimeout(TestTimeout.SECONDS, TimeUnit.SECONDS).join();
    }
}
