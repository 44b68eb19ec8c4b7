package dev.sotto.runtime.limits;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Request rates. */
@ConfigMapping(prefix = "sotto")
public interface RateLimitSettings extends Settings {

    /** How many replicas of this service run. Each allows its part of a plan's requests per minute. */
    @WithDefault("1")
    @Min(1)
    int replicas();

    /** How many requests per minute an organisation without a plan may make, over all replicas. */
    @WithDefault("1200")
    @Min(1)
    int requestsPerMinute();
}
