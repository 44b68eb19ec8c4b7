package dev.sotto.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The JVM options of each service: how much of the machine it may use. */
final class JavaOptions {
    /**
     * Speech recognition and password hashing calculate much. With the optimising compiler, recognition takes two
     * thirds of the time, and a hash less than half.
     */
    private static final Set<String> COMPUTES = Set.of("job-service", "tenant-service");

    /**
     * Threads with the lowest priority (they hash passwords) get nice 12, all others 0. Without this option, root's
     * threads would be raised. A JVM without root logs that it may not raise priorities, which is harmless here.
     */
    private static final List<String> LEAST_PRIORITY_IS_LOW = List.of(
            "-XX:ThreadPriorityPolicy=1",
            "-XX:JavaPriority1_To_OSPriority=12",
            "-XX:JavaPriority8_To_OSPriority=0",
            "-XX:JavaPriority9_To_OSPriority=0",
            "-XX:JavaPriority10_To_OSPriority=0");

    private JavaOptions() {}

    static List<String> of(String service, DataDirectory data) {
        List<String> options =
                new ArrayList<>(List.of(Leftovers.mark(data), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        // The speech models and one recogniser need most of job-service's memory.
        options.add(service.equals("job-service") ? "-Xmx768m" : "-Xmx160m");
        if (!COMPUTES.contains(service)) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        if (service.equals("tenant-service")) {
            options.addAll(LEAST_PRIORITY_IS_LOW);
        }
        return options;
    }
}
