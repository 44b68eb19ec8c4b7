package dev.sotto.runtime.access;

import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How services prove themselves to each other under {@code /internal/v1}, which works without tenant-service:
 * {@code Authorization: Service <name>:<key>}, a key for each calling service.
 */
@ApplicationScoped
public class ServiceKeys {

    /** The role of a service; no person ever has it. */
    public static final String ROLE = "service";

    static final String SCHEME = "Service ";

    private final String name;
    private final Optional<String> key;
    private final Map<String, String> accepted;

    ServiceKeys(
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "sotto.internal.key") Optional<String> key,
            @ConfigProperty(name = "sotto.internal.accepted") Optional<Map<String, String>> accepted) {
        this.name = name;
        this.key = key;
        this.accepted = accepted.orElse(Map.of());
    }

    /** This service's name, as the others know it. */
    public String name() {
        return name;
    }

    /** The header with which this service calls another. */
    public String header() {
        return SCHEME + name + ":" + key.orElseThrow(() -> new IllegalStateException("sotto.internal.key is not set"));
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
