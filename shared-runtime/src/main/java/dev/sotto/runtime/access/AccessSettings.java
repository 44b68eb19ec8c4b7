package dev.sotto.runtime.access;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.URL;
import org.hibernate.validator.constraints.time.DurationMin;

/** Access tokens and API keys. */
@ConfigMapping(prefix = "sotto")
public interface AccessSettings extends Settings {

    /** The issuer ({@code iss}) of access tokens. tenant-service signs it and every service demands it: give all services the same. */
    @WithDefault("https://sotto.local")
    @NotBlank
    String issuer();

    /**
     * Where the public keys that verify access tokens are published: {@code /.well-known/jwks.json} of tenant-service.
     * Without it, a service knows only the keys that it has already saved in {@code sotto.data-dir}.
     */
    @WithName("keys.url")
    Optional<@URL(regexp = "https?://.*") String> keysUrl();

    /** How often a service tells tenant-service which API keys were used. */
    @WithName("key-uses.interval")
    @WithDefault("PT30S")
    @DurationMin(millis = 1)
    Duration keyUsesInterval();

    /**
     * The directory where a service keeps its files: the public keys ({@code jwks.json}) and whatever has no directory of
     * its own. Each process needs its own, on a disk that outlives it. The default is for development.
     */
    @WithDefault("target/sotto-data")
    Path dataDir();
}
