package dev.sotto.jobs.storage;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The store of recordings and transcripts, and the spool. */
@ConfigMapping(prefix = "sotto.storage")
public interface StorageSettings extends Settings {

    /** Where recordings and transcripts are kept: in a {@code directory}, or in a bucket ({@code s3}). */
    @WithDefault("directory")
    StoreKind kind();

    /** The directory of the store. All replicas of job-service share it. */
    @WithDefault("${sotto.data-dir}/media")
    Path dir();

    /**
     * The local directory for uploads under way and for decoding. Replicas share it, or a resumable upload always
     * reaches the same replica. With a store in a directory it lies on the same file system, so that keeping a
     * recording is a rename.
     */
    @WithDefault("${sotto.storage.dir}/spool")
    Path spoolDir();

    /** How long files without a job are kept. Longer than it takes to submit a job. */
    @WithDefault("PT1H")
    @DurationMin(minutes = 1)
    Duration orphansKept();

    /** How often the sweeper looks for files without a job and removes them. */
    @WithDefault("PT10M")
    @DurationMin(millis = 1)
    Duration sweepEvery();
}
