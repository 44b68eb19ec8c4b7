package dev.sotto.jobs.engines;

import dev.sotto.runtime.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Speech engines. */
@ConfigMapping(prefix = "sotto.engines")
public interface EngineSettings extends Settings {

    /**
     * The engines by name, in lower-case letters and digits. A job that names no engine takes the first by name that can
     * do it and is free. Without any, there is one of type sphinx.
     */
    @WithParentName
    Map<String, @Valid Engine> engines();

    /** One engine. */
    interface Engine {

        /** What it is: {@code sphinx}, {@code whisper-jni}, {@code whisper-cpp}, {@code openai} or {@code whisper-webui}. */
        EngineType type();

        /** Where a server is, without the path of an operation: {@code https://api.openai.com/v1}, {@code http://whisper:8080}. */
        Optional<URI> url();

        /** The key that the server asks for; sent as a bearer token. Never shown or logged. */
        Optional<Secret<String>> key();

        /** The ggml file of a model, for {@code whisper-jni}. */
        Optional<Path> file();

        /** The names of the server's models; a job without a model takes the first. */
        Optional<List<String>> models();

        /** The languages that it is used for (ISO 639-1); none means all. */
        Optional<List<String>> languages();

        /**
         * How many jobs this process gives it at the same time. By default 1, for {@code openai} 4, for {@code sphinx} as many as
         * the process has workers. {@code whisper-cpp} and {@code whisper-webui} do one at a time, whatever is set.
         */
        Optional<@Min(1) Integer> concurrency();

        /** The most sound in one request. Longer recordings are cut where they are quiet. Not for {@code whisper-webui}. */
        @WithDefault("PT10M")
        @DurationMin(seconds = 30)
        Duration piece();

        /** How long it may take to answer for a piece, or to show progress. After that, the attempt has failed. */
        @WithDefault("PT15M")
        @DurationMin(seconds = 1)
        Duration patience();

        /** Processor threads of a run, for {@code whisper-jni}. */
        @WithDefault("2")
        @Min(1)
        int threads();
    }
}
