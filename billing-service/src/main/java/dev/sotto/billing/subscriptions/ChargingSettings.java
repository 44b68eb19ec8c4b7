package dev.sotto.billing.subscriptions;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Charging subscriptions. */
@ConfigMapping(prefix = "sotto.charges")
public interface ChargingSettings extends Settings {

    /** Whether this process charges subscriptions whose next period has begun. */
    @WithDefault("true")
    boolean enabled();

    /** How often it looks for them. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration interval();

    /**
     * How long one round asks reseller-service for commission rates. Once that time is over, it takes the rates that
     * billing-service already knows.
     */
    @WithDefault("PT15S")
    @DurationMin(millis = 1)
    Duration patience();
}
