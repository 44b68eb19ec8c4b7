package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Webhooks. */
@ConfigMapping(prefix = "sotto.webhooks")
public interface WebhookSettings extends Settings {

    /** The ports that the URL of a webhook may name. */
    @WithDefault("443")
    Set<Integer> ports();

    /** Whether URLs may begin with {@code http://}. For tests and receivers in a network of your own. */
    @WithDefault("false")
    boolean allowHttp();

    /**
     * Networks, such as {@code 10.1.0.0/16}, whose addresses may receive webhooks although they are not public. Empty
     * allows public addresses only.
     */
    Optional<List<String>> allowedAddresses();

    /**
     * The server of the Domain Name System that resolves the hosts of webhooks, as an address and a port such as
     * {@code 10.0.0.2:53}. By default, they are resolved as this machine does.
     */
    Optional<String> dnsServer();

    /** How long a receiver may take to answer, connecting included. */
    @WithDefault("PT15S")
    @DurationMin(millis = 1)
    Duration timeout();

    /** How often tenant-service looks for deliveries that are due. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration interval();

    /** How many receivers a replica sends to at once. */
    @WithDefault("64")
    @Min(1)
    @Max(1000)
    int atOnce();

    /** How many receivers of one tenant are sent to at once, by all replicas together. */
    @WithDefault("2")
    @Min(1)
    int perTenant();

    /** How long the secret before a rotation signs too. */
    @WithDefault("PT24H")
    @DurationMin(millis = 0)
    Duration secretOverlap();

    /** How long every delivery of a webhook must have failed before it is disabled. */
    @WithDefault("P3D")
    @DurationMin(millis = 1)
    Duration disableAfter();

    /** How long deliveries are kept in the log. */
    @WithDefault("P30D")
    @DurationMin(days = 4)
    Duration keepLog();
}
