package dev.sotto.benchmarks;

import dev.sotto.local.Checkout;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a benchmark is run.
 *
 * @param directory for everything that is made on the way; goes away after
 * @param slice how long a side is under load at a time
 * @param warmUp the least that a side is under load before it counts
 * @param starts how often all sides are started anew
 * @param rounds how many slices each side has after a start
 */
record Settings(Checkout checkout, Path directory, Duration slice, Duration warmUp, int starts, int rounds) {}
