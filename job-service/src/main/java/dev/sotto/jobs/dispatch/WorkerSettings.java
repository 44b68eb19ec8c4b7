package dev.sotto.jobs.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this process works on jobs. */
@ApplicationScoped
class WorkerSettings {

    private final int workers;
    private final Duration lease;
    private final Duration poll;

    WorkerSettings(
            @ConfigProperty(name = "sotto.jobs.workers") int workers,
            @ConfigProperty(name = "sotto.jobs.lease") Duration lease,
            @ConfigProperty(name = "sotto.jobs.poll") Duration poll) {
        this.workers = workers;
        this.lease = lease;
        this.poll = poll;
    }

    /** Jobs at once; each wants 384 MB of heap while the embedded engine works. */
    int workers() {
        return workers;
    }

    /** How long a job is held without a heartbeat. */
    Duration lease() {
        return lease;
    }

    /** How often an idle worker looks for jobs that other processes have queued. */
    Duration poll() {
        return poll;
    }
}
