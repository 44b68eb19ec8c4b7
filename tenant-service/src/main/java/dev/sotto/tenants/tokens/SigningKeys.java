package dev.sotto.tenants.tokens;

import dev.sotto.runtime.access.KeySet;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the signing keys from a directory, at the start and then repeatedly, so that keys change without a restart. */
@ApplicationScoped
class SigningKeys {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final AtomicReference<KeyRing> ring = new AtomicReference<>();
    private final KeySet keySet;
    private final Clock clock;
    private final Path directory;
    private final boolean generate;
    private final Loop loop;

    SigningKeys(KeySet keySet, Clock clock, Vertx vertx, SigningKeySettings settings) {
        this.keySet = keySet;
        this.clock = clock;
        this.directory = settings.dir();
        this.generate = settings.generate();
        this.loop = new Loop(vertx, "signing keys", INTERVAL, this::readAgain);
    }

    void start(@Observes StartupEvent start) {
        List<SigningKey> found = read(SigningKeys::modified);
        if (found.isEmpty() && generate) {
            write(SigningKey.generate());
            found = read(SigningKeys::modified);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("Refusing to start: no signing key (*.pem) in " + directory
                    + ". Mount one, or set sotto.signing-keys.generate=true to have one made there.");
        }
        use(new KeyRing(found));
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    SigningKey signing() {
        return ring.get().signing(clock.instant());
    }

    List<String> successorsOf(String refreshToken) {
        return ring.get().successorsOf(refreshToken, clock.instant());
    }

    String jwks() {
        return ring.get().jwks();
    }

    private Uni<Boolean> readAgain() {
        return Uni.createFrom()
                .item(() -> ring.get().after(readNow()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .invoke(this::use)
                .replaceWith(false);
    }

    private void use(KeyRing keys) {
        ring.set(keys);
        keySet.useOwn(keys.jwks());
    }

    private List<SigningKey> readNow() {
        Instant now = clock.instant();
        return read(file -> now);
    }

    /**
     * For a key that exists at the start, the file's time counts, because it may be as new to other services as a later
     * one.
     */
    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SigningKey> read(Function<Path, Instant> since) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pem"))
                    .map(file -> read(file, since.apply(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningKey read(Path file, Instant since) {
        try {
            return SigningKey.read(file.getFileName().toString(), Files.readString(file), since);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file completely or not at all, readable only by its owner. */
    private void write(String pem) {
        try {
            Files.createDirectories(directory);
            Path unfinished = Files.createTempFile(
                    directory,
                    "key",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, pem);
            Path file = directory.resolve("signing-" + clock.instant().getEpochSecond() + ".pem");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
