package dev.sotto.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for an expected event. The time only limits a failure: it is long enough for a slow and busy
 * machine, and it does not slow a passing test.
 */
public final class TestTimeout {

    public static final int SECONDS = 90;
    /** For {@link java.net.Socket#setSoTimeout}. */
    public static final int MILLIS = SECONDS * 1000;

    public static final Duration DURATION = Duration.ofSeconds(SECONDS);

    private TestTimeout() {}

    /** Returns Awaitility with this time instead of its default of ten seconds. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(DURATION);
    }

    /**
     * Waits for the result of another thread.
     *
     * @throws ExecutionException if the work failed
     * @throws AssertionError if it has not ended in time
     */
    public static <T> T get(Future<T> work) throws ExecutionException {
        try {
            return work.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done within " + DURATION, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
