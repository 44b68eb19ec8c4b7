package dev.sotto.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what must happen. The time only bounds a failure: it is long enough for a machine that is
 * several times slower and busy, and no test is slower by it while it passes.
 */
public final class TestTimeout {

    public static final int SECONDS = 90;
    /** For {@link java.net.Socket#setSoTimeout}. */
    public static final int MILLIS = SECONDS * 1000;

    public static final Duration DURATION = Duration.ofSeconds(SECONDS);

    private TestTimeout() {}

    /** Awaitility with this time in the place of its own ten seconds. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(DURATION);
    }

    /**
     * The result of what runs on another thread.
     *
     * @throws ExecutionException when the work failed
     * @throws AssertionError when it has not ended in time
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
