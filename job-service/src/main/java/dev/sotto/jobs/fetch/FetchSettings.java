package dev.sotto.jobs.fetch;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * The server of the Domain Name System that resolves the hosts of URLs, as an address and a port such as
     * {@code 10.0.0.2:53}. By default, they are resolved as this machine does.
     */
    Optional<String> dnsServer();

    /** The size of the largest recording that is fetched, in bytes. */
    @WithDefault("5000000000")
    @Min(1)
    long largest();

    /** How long a connection may take to be made. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration connectTimeout();

    /** How long a server may send nothing. */
    @WithDefault("PT30S")
    @DurationMin(millis = 1)
    Duration idleTimeout();

    /** How long fetching a recording may take, all attempts and the pauses between them together. */
    @WithDefault("PT6H")
    @DurationMin(seconds = 1)
    Duration longest();

    /** How often a recording is tried to be fetched whose server does not answer, falls silent or breaks off. */
    @WithDefault("4")
    @Min(1)
    int attempts();

    /** How long to wait before the second attempt. Each further pause is three times as long. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration retryAfter();

    /** How many recordings a replica fetches at once. */
    @WithDefault("8")
    @Min(1)
    int atOnce();

    /** How many recordings of a tenant are fetched at once, by all replicas together. Others of it wait. */
    @WithDefault("2")
    @Min(1)
    int perTenant();

    /** How many recordings of a tenant may be fetched or wait for it. */
    @WithDefault("100")
    @Min(1)
    int waitingPerTenant();
}
