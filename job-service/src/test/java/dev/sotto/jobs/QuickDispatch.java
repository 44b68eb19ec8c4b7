package dev.sotto.jobs;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Two workers that look for jobs often. Their leases are as long as anywhere: a test that wants one to run out says so in the
 * database, and no busy machine loses one by itself. */
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
