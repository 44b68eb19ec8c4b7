package dev.sotto.jobs.jobs;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Recordings. */
@ConfigMapping(prefix = "sotto.jobs")
public interface RecordingSettings extends Settings {

    /** How long a recording may play. A longer one is refused. */
    @WithDefault("PT12H")
    @DurationMin(seconds = 1)
    Duration longest();
}
