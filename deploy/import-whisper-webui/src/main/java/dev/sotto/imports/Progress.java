package dev.sotto.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the progress for the operator, every two seconds. */
final class Progress {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final String doing;
    private final long total;
    private final long started = System.nanoTime();
    private long told = started;
    private long done;

    /** @param doing the verb, for example {@code copied} */
    Progress(PrintStream out, String doing, long total) {
        this.out = out;
        this.doing = doing;
        this.total = total;
    }

    void add(long rows) {
        done += rows;
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS) {
            told = now;
            double perSecond = done / ((now - started) / NANOS);
            out.printf(
                    Locale.ROOT,
                    "%s %,d of %,d rows (%d %%), %,.0f a second, %,.0f s left%n",
                    doing,
                    done,
                    total,
                    total == 0 ? 100 : done * 100 / total,
                    perSecond,
                    (total - done) / perSecond);
        }
    }

    void end() {
        out.printf(Locale.ROOT, "%s %,d rows in %.1f s%n", doing, done, (System.nanoTime() - started) / NANOS);
    }
}
