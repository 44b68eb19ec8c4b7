package dev.sotto.jobs;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Two workers with short leases, so that tests see within seconds what happens when one is lost. */
public class QuickDispatch implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "sotto.jobs.workers", "2",
                "sotto.jobs.lease", "PT3S",
                "sotto.jobs.poll", "PT0.2S");
    }

    @Override
    public void stop() {}
}
