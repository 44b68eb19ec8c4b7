package dev.sotto.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How much of the machine each service's JVM takes. */
final class JavaOptions {
    /** Recognising speech and hashing passwords is arithmetic: compiled well, a warm recogniser takes two thirds of the time, a hash less than half. */
    private static final Set<String> COMPUTES = Set.of("job-service", "tenant-service");

    private JavaOptions() {}

    static List<String> of(String service, DataDirectory data) {
        List<String> options =
                new ArrayList<>(List.of(Leftovers.mark(data), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        // The speech models and one recogniser take most of job-service's.
        options.add(service.equals("job-service") ? "-Xmx768m" : "-Xmx160m");
        if (!COMPUTES.contains(service)) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }
}
