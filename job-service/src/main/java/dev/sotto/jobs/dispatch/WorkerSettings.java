package dev.sotto.jobs.dispatch;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Transcribing. */
@ConfigMapping(prefix = "sotto.jobs")
public interface WorkerSettings extends Settings {

    /**
     * How many jobs this process transcribes at the same time. Each needs 384 MB of heap while the embedded engine works.
     * 0: this process accepts jobs and transcribes none.
     */
    @WithDefault("1")
    @PositiveOrZero
    int workers();

    /** How long a job stays with a worker that gives no sign of life. After that, another worker takes it. */
    @WithDefault("PT30S")
    @DurationMin(seconds = 3)
    Duration lease();

    /**
     * How long a failed job keeps its recording, so that it can be retried. It counts as storage. 0: not at all. Jobs that
     * were submitted with keep_recording=false never keep it.
     */
    @WithDefault("P7D")
    @DurationMin(millis = 0)
    Duration failedKept();

    /** How often an idle worker looks for jobs that another process has accepted. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration poll();
}
