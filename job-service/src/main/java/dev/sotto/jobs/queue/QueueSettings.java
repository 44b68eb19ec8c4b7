package dev.sotto.jobs.queue;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** The queue of jobs. */
@ConfigMapping(prefix = "sotto.queue")
public interface QueueSettings extends Settings {

    /** How many jobs of all tenants of one reseller may run at once. All processes must have the same number. */
    @WithDefault("1000")
    @Min(1)
    int resellerConcurrency();
}
