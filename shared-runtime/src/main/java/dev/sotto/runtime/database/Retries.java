package dev.sotto.runtime.database;

import dev.sotto.runtime.loop.Backoff;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;

/** Decides which failed transactions are repeated. Always repeats the whole transaction, never a part of it. */
public final class Retries {

    private static final Backoff THREE_TIMES = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), 3);
    /** Serialisation failure and deadlock. PostgreSQL has rolled everything back. */
    private static final Set<String> UNDONE = Set.of("40001", "40P01");

    private Retries() {}

    /** Repeats a read. A read changes nothing, so it can be repeated after a lost connection. */
    public static <T> Uni<T> ofReads(Uni<T> work) {
        return THREE_TIMES.retry(work, failure -> isUndone(failure) || isLost(failure));
    }

    /** Repeats a whole writing transaction, unless its commit was already sent. */
    public static <T> Uni<T> ofWrites(Uni<T> work) {
        return THREE_TIMES.retry(
                work, failure -> !(failure instanceof CommitUnknown) && (isUndone(failure) || isLost(failure)));
    }

    private static boolean isLost(Throwable failure) {
        return DatabaseErrors.isUnavailable(failure) && !DatabaseErrors.isTimeout(failure);
    }

    private static boolean isUndone(Throwable failure) {
        return DatabaseErrors.sqlState(failure).map(UNDONE::contains).orElse(false) || DatabaseErrors.isStale(failure);
    }
}
