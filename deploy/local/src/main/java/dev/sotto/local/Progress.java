package dev.sotto.local;

import java.io.PrintStream;
import java.util.Locale;

/** Prints lines with the time since the start. */
public final class Progress {
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final long start = System.nanoTime();

    /** @param out where the lines are printed */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Prints what has just happened. */
    public synchronized void say(String what) {
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), what));
    }

    /** Returns the seconds since the start. */
    double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }
}
