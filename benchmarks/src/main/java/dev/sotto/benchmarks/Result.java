package dev.sotto.benchmarks;

/**
 * A line of the report.
 *
 * @param what what was compared
 * @param target null for a figure without a target, which only explains another one
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
