package dev.sotto.tenants.transfers;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Moving tenants to another reseller. */
@ConfigMapping(prefix = "sotto.transfers")
public interface TransferSettings extends Settings {

    /** How often tenant-service looks for planned moves that are due. A move begins at most this long after its time. */
    @WithDefault("PT5S")
    @DurationMin(millis = 1)
    Duration interval();
}
