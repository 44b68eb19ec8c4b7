package dev.sotto.jobs.engines;

import io.smallrye.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of an engine, as a test gives them. */
record Setups(
        EngineType type,
        @Nullable URI address,
        Duration longest,
        @Nullable Path model) implements EngineSettings.Engine {

    static EngineSetup of(String name, EngineType type, URI url) {
        return new EngineSetup(name, new Setups(type, url, Duration.ofSeconds(90), null));
    }

    static EngineSetup impatient(String name, EngineType type, URI url) {
        return new EngineSetup(name, new Setups(type, url, Duration.ofMillis(1), null));
    }

    static EngineSetup of(String name, Path model) {
        return new EngineSetup(name, new Setups(EngineType.WHISPER_JNI, null, Duration.ofSeconds(90), model));
    }

    @Override
    public Optional<URI> url() {
        return Optional.ofNullable(address);
    }

    @Override
    public Optional<Secret<String>> key() {
        return Optional.of(() -> "s3cret");
    }

    @Override
    public Optional<Path> file() {
        return Optional.ofNullable(model);
    }

    @Override
    public Optional<List<String>> models() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> languages() {
        return Optional.empty();
    }

    @Override
    public Optional<Integer> concurrency() {
        return Optional.empty();
    }

    @Override
    public Duration piece() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration patience() {
        return longest;
    }

    @Override
    public int threads() {
        return 1;
    }
}
