package dev.sotto.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How much of the machine each service's JVM takes. */
final class JavaOptions {
    /** Recognising speech and hashing passwords is arithmetic: compiled well, a warm recogniser takes two thirds of the time, a hash less than half. */
    private static final Set<String> COMPUTES = Set.of("job-service", "tenant-service");

    /**
     * Threads of the least priority, those that hash passwords, get nice 12; all others 0, as if no option were given, where
     * root's would be raised. Without root a JVM says in its log that it may not raise any, which is not asked of it.
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
        // The speech models and one recogniser take most of job-service's.
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
