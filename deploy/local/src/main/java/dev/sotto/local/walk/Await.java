package dev.sotto.local.walk;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits until something happens. */
public final class Await {
    /** Only limits a failure: the expected event comes within seconds, even on a slow and busy machine. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final long POLL_MS = 100;

    private Await() {}

    /** Looks repeatedly until the condition is true, at most 90 seconds. Returns the last look in either case. */
    public static <T> T until(Supplier<T> look, Predicate<T> so) {
        return until(LIMIT, look, so);
    }

    /** The same with another limit. */
    public static <T> T until(Duration patience, Supplier<T> look, Predicate<T> so) {
        long deadline = System.nanoTime() + patience.toNanos();
        T seen = look.get();
        while (!so.test(seen) && System.nanoTime() - deadline < 0) {
            pause();
            seen = look.get();
        }
        return seen;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
