package dev.sotto.runtime.access;

import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The public keys that verify access tokens. They come from tenant-service and are saved on disk, so a service that
 * once had keys verifies tokens while tenant-service is down. A service without any key is not ready.
 */
@ApplicationScoped
public class KeySet {

    private static final Logger LOG = Logger.getLogger(KeySet.class);
    private static final Duration TICK = Duration.ofMillis(500);
    /**
     * The maximum age of the keys, and the minimum time between two requests to tenant-service, even if tokens name
     * unknown key ids.
     */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final AtomicReference<Map<String, Key>> keys = new AtomicReference<>(Map.of());
    private final AtomicReference<Map<String, Key>> own = new AtomicReference<>(Map.of());
    private final WebClient client;
    private final Optional<String> url;
    private final Path file;
    private final Clock clock;
    private final Loop loop;
    private volatile Instant lastFetch = Instant.EPOCH;
    private volatile String published = "";

    KeySet(Vertx vertx, Clock clock, AccessSettings settings) {
        this.client = WebClient.create(io.vertx.mutiny.core.Vertx.newInstance(vertx));
        this.clock = clock;
        this.url = settings.keysUrl();
        this.file = settings.dataDir().resolve("jwks.json");
        this.loop = new Loop(vertx, "key set", TICK, this::refresh);
    }

    void start(@Observes StartupEvent start) {
        if (Files.exists(file)) {
            accept(read(file), keys);
        }
        if (url.isPresent()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Returns whether there is any key. */
    public boolean isKnown() {
        return !keys.get().isEmpty() || !own.get().isEmpty();
    }

    /** Finds a key by its id. A new key is known here within half a minute of its publication. */
    public Optional<Key> find(String keyId) {
        return Optional.ofNullable(own.get().get(keyId))
                .or(() -> Optional.ofNullable(keys.get().get(keyId)));
    }

    /** Adds the keys with which this service itself signs tokens. */
    public void useOwn(String jwks) {
        if (!accept(jwks, own)) {
            throw new IllegalArgumentException("not a key set");
        }
    }

    /** Replaces the keys with a published key set (RFC 7517) and saves it for the next start. */
    public void publish(String jwks) {
        if (jwks.equals(published)) {
            return;
        }
        if (!accept(jwks, keys)) {
            return;
        }
        published = jwks;
        try {
            Files.createDirectories(file.getParent());
            Path written = Files.writeString(file.resolveSibling("jwks.json.new"), jwks);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Uni<Boolean> refresh() {
        boolean due = !isKnown() || clock.instant().isAfter(lastFetch.plus(FRESH));
        return due ? fetch() : Uni.createFrom().item(false);
    }

    private Uni<Boolean> fetch() {
        return client.getAbs(url.orElseThrow())
                .timeout(3000)
                .send()
                .invoke(response -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException("key set: HTTP " + response.statusCode());
                    }
                    publish(response.bodyAsString());
                    lastFetch = clock.instant();
                })
                .replaceWith(false);
    }

    /** Returns whether the set contained a key. If it did not, the last good set stays in use. */
    private static boolean accept(String jwks, AtomicReference<Map<String, Key>> into) {
        try {
            Map<String, Key> read = new JsonWebKeySet(jwks)
                    .getJsonWebKeys().stream()
                            .filter(RsaJsonWebKey.class::isInstance)
                            .filter(key -> key.getKeyId() != null)
                            .collect(Collectors.toUnmodifiableMap(key -> key.getKeyId(), key -> key.getKey()));
            if (!read.isEmpty()) {
                into.set(read);
                return true;
            }
            LOG.warn("A key set without a key is left alone");
        } catch (JoseException | RuntimeException e) {
            LOG.warnf("A key set that can't be read is left alone: %s", e.getMessage());
        }
        return false;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
