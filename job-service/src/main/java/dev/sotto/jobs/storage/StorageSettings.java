package dev.sotto.jobs.storage;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The store of recordings and transcripts. */
@ConfigMapping(prefix = "sotto.storage")
public interface StorageSettings extends Settings {

    /** The directory of the store. All replicas of job-service share it. Uploads are received in it too, in {@code spool}. */
    @WithDefault("${sotto.data-dir}/media")
    Path dir();

    /** How long files without a job are kept. Longer than it takes to submit a job. */
    @WithDefault("PT1H")
    @DurationMin(minutes = 1)
    Duration orphansKept();

    /** How often the sweeper looks for files without a job and removes them. */
    @WithDefault("PT10M")
    @DurationMin(millis = 1)
    Duration sweepEvery();
}
