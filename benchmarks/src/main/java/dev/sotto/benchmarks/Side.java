package dev.sotto.benchmarks;

import java.net.URI;

/**
 * A program under measurement.
 *
 * @param name its name in the report
 * @param pid its process id
 */
record Side(String name, URI address, long pid) {}
