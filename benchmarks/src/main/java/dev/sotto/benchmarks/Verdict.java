package dev.sotto.benchmarks;

/** INVALID: other programs disturbed the measurement too much, or an answer was wrong. */
enum Verdict {
    PASS,
    FAIL,
    INVALID
}
