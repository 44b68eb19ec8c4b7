package dev.sotto.local;

import java.util.ArrayList;
import java.util.List;

/** How much of the machine each service's JVM takes. */
final class JavaOptions {
    private JavaOptions() {}

    static List<String> of(String service, DataDirectory data) {
        List<String> options =
                new ArrayList<>(List.of(Leftovers.mark(data), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        if (service.equals("job-service")) {
            // The speech models and one recogniser; its arithmetic is what a recording's time goes into.
            options.add("-Xmx768m");
        } else {
            options.add("-Xmx160m");
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }
}
