package dev.sotto.benchmarks;

/**
 * A line of the report.
 *
 * @param what what was compared
 * @param target null where nothing was promised, and the figure explains another
 * @param verdict null without a target
 */
record Result(
        String what,
        Interval ratio,
        double wall,
        int pairs,
        int dropped,
        @org.jspecify.annotations.Nullable Double target,
        @org.jspecify.annotations.Nullable Verdict verdict) {}
