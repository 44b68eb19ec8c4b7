package dev.sotto.benchmarks;

import dev.sotto.local.Checkout;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a benchmark run.
 *
 * @param directory for temporary files; deleted afterwards
 * @param slice how long a side is under load at a time
 * @param warmUp the minimum time of load before a side is measured
 * @param starts how often all sides are restarted
 * @param rounds the number of slices for each side after each start
 */
record Settings(Checkout checkout, Path directory, Duration slice, Duration warmUp, int starts, int rounds) {}
