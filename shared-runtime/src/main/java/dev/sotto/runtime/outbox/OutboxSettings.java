package dev.sotto.runtime.outbox;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Publishing events to Kafka. */
@ConfigMapping(prefix = "sotto.outbox")
public interface OutboxSettings extends Settings {

    /** Whether this process publishes events. Without any process that does, events wait in the database. */
    @WithDefault("true")
    boolean enabled();

    /** How long the relay waits before it looks for new events, after it found none. */
    @WithDefault("PT0.2S")
    @DurationMin(millis = 1)
    Duration interval();
}
