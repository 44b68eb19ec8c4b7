package dev.sotto.runtime.access;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.URL;
import org.hibernate.validator.constraints.time.DurationMin;

/** Calls between services, at {@code /internal/v1}. */
@ConfigMapping(prefix = "sotto")
public interface InternalSettings extends Settings {

    /** Where the services are reached. */
    Addresses services();

    /** The key by which this service proves itself to the others. Each service has its own. */
    @WithName("internal.key")
    Optional<Secret<String>> key();

    /** The keys of the services that may call this one. */
    @WithName("internal.accepted")
    AcceptedKeys accepted();

    /** How long another service may take to answer. After that, this service treats it as unavailable. */
    @WithName("internal.timeout")
    @WithDefault("PT3S")
    @DurationMin(millis = 1)
    Duration timeout();

    /** The address of each service that is called, by its name. */
    interface Addresses {

        /** The address of reseller-service, without a path. A service that calls reseller-service needs it. */
        Optional<@URL(regexp = "https?://.*") String> resellerService();

        /** The address of tenant-service, without a path. A service that calls tenant-service needs it. */
        Optional<@URL(regexp = "https?://.*") String> tenantService();

        /** The address of job-service, without a path. A service that calls job-service needs it. */
        Optional<@URL(regexp = "https?://.*") String> jobService();

        /** The address of billing-service, without a path. A service that calls billing-service needs it. */
        Optional<@URL(regexp = "https?://.*") String> billingService();
    }

    /** The key of each service that may call, by its name. */
    interface AcceptedKeys {

        /** The key that reseller-service has as its {@code sotto.internal.key}. Without it, reseller-service is refused. */
        Optional<Secret<String>> resellerService();

        /** The key that tenant-service has as its {@code sotto.internal.key}. Without it, tenant-service is refused. */
        Optional<Secret<String>> tenantService();

        /** The key that job-service has as its {@code sotto.internal.key}. Without it, job-service is refused. */
        Optional<Secret<String>> jobService();

        /** The key that billing-service has as its {@code sotto.internal.key}. Without it, billing-service is refused. */
        Optional<Secret<String>> billingService();
    }
}
