package dev.sotto.benchmarks;

/** INVALID: the machine was too restless to tell, or an answer was wrong. */
enum Verdict {
    PASS,
    FAIL,
    INVALID
}
