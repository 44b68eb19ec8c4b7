package dev.sotto.local.walk;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Takes steps one after the other, each printed with its time and what came of it. */
public final class Steps {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private int taken;

    public Steps(PrintStream out) {
        this.out = out;
    }

    /**
     * @param work does it and says what came of it
     * @throws Unexpected as {@code work} does, once the step is printed as not held
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

    /** How many held, and the milliseconds since the first one. */
    String summary() {
        return String.format(Locale.ROOT, "%d steps held, in %.1f s", taken, millisSince(start) / 1e3);
    }

    private static long millisSince(long instant) {
        return (System.nanoTime() - instant) / NANOS_A_MILLI;
    }
}
