/**
 * The speech engines that an operator configures: who does a job, what happens when one fails, and the protocols of the
 * servers. See {@code docs/engines.md}.
 */
@NullMarked
package dev.sotto.jobs.engines;

import org.jspecify.annotations.NullMarked;
