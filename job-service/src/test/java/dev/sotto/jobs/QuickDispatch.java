package dev.sotto.jobs;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Two workers that look for jobs often. Their leases have the normal length: a test that needs an expired lease changes
 * the database, so a busy machine never loses one.
 */
public class QuickDispatch implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "sotto.jobs.workers", "2",
                "sotto.jobs.poll", "PT0.2S");
    }

    @Override
    public void stop() {}
}
