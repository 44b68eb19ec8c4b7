package dev.sotto.jobs.roles;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Set;

/** What a process does. */
@ConfigMapping(prefix = "sotto.roles")
public interface RoleSettings extends Settings {

    /**
     * What this process does: {@code api} (it serves requests), {@code worker} (it transcribes) or both. One without
     * {@code api} answers only for health and metrics.
     */
    @WithParentName
    @WithDefault("api,worker")
    Set<ProcessRole> roles();
}
