package dev.sotto.local.walk;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Runs steps one after another, and prints each with its duration and result. */
public final class Steps {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private int taken;

    public Steps(PrintStream out) {
        this.out = out;
    }

    /**
     * @param work runs the step and returns its result as text
     * @throws Unexpected as {@code work} throws it, after the step was printed as failed
     */
    void take(String title, Supplier<String> work) {
        long began = System.nanoTime();
        String mark = "✗";
        String outcome = "";
        try {
            outcome = work.get();
            mark = "✓";
            taken++;
        } finally {
            out.println(String.format(Locale.ROOT, "%s %-58s %6d ms  %s", mark, title, millisSince(began), outcome));
        }
    }

    /** Returns the number of successful steps and the milliseconds since the first one. */
    String summary() {
        return String.format(Locale.ROOT, "%d steps passed in %.1f s", taken, millisSince(start) / 1e3);
    }

    private static long millisSince(long instant) {
        return (System.nanoTime() - instant) / NANOS_A_MILLI;
    }
}
