package dev.sotto.runtime.access;

import dev.sotto.runtime.access.InternalSettings.AcceptedKeys;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.config.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Authenticates services to each other under {@code /internal/v1}, by {@code Authorization: Service <name>:<key>}. Each
 * service has its own key, so this works while tenant-service is down.
 */
@ApplicationScoped
public class ServiceKeys {

    /** The role of a calling service. People never have it. */
    public static final String ROLE = "service";

    static final String SCHEME = "Service ";

    private final String name;
    private final Optional<Secret<String>> key;
    private final Map<String, String> accepted;

    ServiceKeys(@ConfigProperty(name = "quarkus.application.name") String name, InternalSettings settings) {
        this.name = name;
        this.key = settings.key();
        this.accepted = byName(settings.accepted());
    }

    private static Map<String, String> byName(AcceptedKeys keys) {
        Map<String, String> accepted = new HashMap<>();
        keys.resellerService().ifPresent(key -> accepted.put("reseller-service", key.get()));
        keys.tenantService().ifPresent(key -> accepted.put("tenant-service", key.get()));
        keys.jobService().ifPresent(key -> accepted.put("job-service", key.get()));
        keys.billingService().ifPresent(key -> accepted.put("billing-service", key.get()));
        return accepted;
    }

    /** Returns this service's name, as the other services know it. */
    public String name() {
        return name;
    }

    /** Returns the {@code Authorization} header for this service's calls to other services. */
    public String header() {
        return SCHEME + name + ":"
                + key.orElseThrow(() -> new IllegalStateException("sotto.internal.key is not set"))
                        .get();
    }

    String verify(String header) {
        String[] parts = header.substring(SCHEME.length()).split(":", 2);
        String expected = parts.length == 2 ? accepted.get(parts[0]) : null;
        if (expected == null || !same(expected, parts[1])) {
            throw new AuthenticationFailedException("service key refused");
        }
        return parts[0];
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
