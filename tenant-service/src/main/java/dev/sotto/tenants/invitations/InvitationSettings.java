package dev.sotto.tenants.invitations;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Invitations. */
@ConfigMapping(prefix = "sotto")
public interface InvitationSettings extends Settings {

    /** The e-mail address that tenant-service invites as PlatformAdmin at each start, as long as no PlatformAdmin is active. */
    Optional<String> bootstrapEmail();

    /** How often tenant-service looks for invitations that expired 30 days ago, and removes these users. */
    @WithName("invitations.expiry-interval")
    @WithDefault("PT1H")
    @DurationMin(millis = 1)
    Duration expiryInterval();
}
