package dev.sotto.jobs.fetch;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Recordings that are fetched from a URL. */
@ConfigMapping(prefix = "sotto.fetch")
public interface FetchSettings extends Settings {

    /** The ports that a URL may name. */
    @WithDefault("80,443")
    Set<Integer> ports();

    /**
     * Networks, such as {@code 10.1.0.0/16}, whose addresses may be fetched from although they are not public: for an
     * object store of your own. Empty allows public addresses only.
     */
    Optional<List<String>> allowedAddresses();

    /** The size of the largest recording that is fetched, in bytes. */
    @WithDefault("200000000")
    @Min(1)
    long largest();

    /** How long a connection may take to be made. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration connectTimeout();

    /** How long a sender may send nothing. */
    @WithDefault("PT15S")
    @DurationMin(seconds = 1)
    Duration idleTimeout();

    /** How long fetching may take, redirects included. Shorter than the gateway waits for an answer. */
    @WithDefault("PT60S")
    @DurationMin(seconds = 1)
    @DurationMax(seconds = 90)
    Duration longest();
}
