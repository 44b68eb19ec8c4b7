package dev.sotto.benchmarks;

import java.net.URI;

/**
 * A program under measurement.
 *
 * @param name in the report
 * @param pid of its process
 */
record Side(String name, URI address, long pid) {}
