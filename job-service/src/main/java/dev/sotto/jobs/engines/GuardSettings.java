package dev.sotto.jobs.engines;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Guards against text that engines invent. */
@ConfigMapping(prefix = "sotto.guards")
public interface GuardSettings extends Settings {

    /** Whether text is dropped that an engine heard in silence, or of which it says itself that probably nobody spoke. */
    @WithDefault("true")
    boolean silence();

    /** Whether a line that is repeated over and over is cut to one. */
    @WithDefault("true")
    boolean repetition();

    /** Whether text is dropped that begins after the end of the recording. */
    @WithDefault("true")
    boolean end();
}
