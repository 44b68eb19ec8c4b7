package dev.sotto.local;

import java.io.PrintStream;
import java.util.Locale;

/** Lines with the time since the start. */
public final class Progress {
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final long start = System.nanoTime();

    /** @param out where the lines go */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Says what has just come about. */
    public synchronized void say(String what) {
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), what));
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }
}
