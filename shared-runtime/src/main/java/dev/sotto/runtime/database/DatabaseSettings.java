package dev.sotto.runtime.database;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Connections to PostgreSQL. */
@ConfigMapping(prefix = "sotto.database")
public interface DatabaseSettings extends Settings {

    /**
     * How long a connection on which PostgreSQL says nothing is kept. Longer than any statement may run (60 s by
     * {@code deploy/database/roles.sql}) and longer than the pools keep an idle connection (60 s).
     */
    @WithDefault("PT90S")
    @DurationMin(seconds = 61)
    @DurationMax(days = 1)
    Duration silence();
}
