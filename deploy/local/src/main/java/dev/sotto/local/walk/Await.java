package dev.sotto.local.walk;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes about by itself. */
public final class Await {
    /** Bounds a failure alone: what is awaited comes within seconds, also on a machine that is slow and busy. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final long POLL_MS = 100;

    private Await() {}

    /** Looks again and again until it is so; the last look, so or not, after 90 seconds. */
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
