package dev.sotto.jobs.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator names engines by environment variables. */
class EngineSettingsTest {

    @Test
    void embeddedEngineIsTheOneWithoutSettings() {
        assertThat(engines(Map.of()).capabilities()).containsOnlyKeys("sphinx");
    }

    @Test
    void variablesNameEngines() {
        Engines engines = engines(Map.of(
                "SOTTO_ENGINES_FAST_TYPE", "openai",
                "SOTTO_ENGINES_FAST_URL", "https://speech.example.com/v1/",
                "SOTTO_ENGINES_FAST_KEY", "k",
                "SOTTO_ENGINES_FAST_MODELS", "large-v3,small",
                "SOTTO_ENGINES_FAST_LANGUAGES", "de,fr",
                "SOTTO_ENGINES_FAST_CONCURRENCY", "7",
                "SOTTO_ENGINES_CPP_TYPE", "whisper-cpp",
                "SOTTO_ENGINES_CPP_URL", "http://whisper:8080",
                "SOTTO_ENGINES_CPP_CONCURRENCY", "7"));

        assertThat(engines.capabilities().keySet()).containsExactly("cpp", "fast");
        assertThat(engines.capabilities().get("fast").models()).isEqualTo(List.of("large-v3", "small"));
        assertThat(engines.capabilities().get("fast").languages()).containsOnly("de", "fr");
        assertThat(engines.capabilities().get("fast").concurrency()).isEqualTo(7);
        assertThat(engines.capabilities().get("cpp").concurrency())
                .as("it does one at a time")
                .isEqualTo(1);
    }

    @Test
    void mistakesAreNamed() {
        assertMistake("sotto.engines.a.url: is missing", Map.of("SOTTO_ENGINES_A_TYPE", "openai"));
        assertMistake("sotto.engines.a.file: is missing", Map.of("SOTTO_ENGINES_A_TYPE", "whisper-jni"));
        assertMistake(
                "sotto.engines.a.url: must be like",
                Map.of("SOTTO_ENGINES_A_TYPE", "openai", "SOTTO_ENGINES_A_URL", "file:/etc/passwd"));
        assertMistake(
                "sotto.engines.a.url: must be like",
                Map.of("SOTTO_ENGINES_A_TYPE", "openai", "SOTTO_ENGINES_A_URL", "http://u:p@host/"));
    }

    private static void assertMistake(String message, Map<String, String> variables) {
        assertThatThrownBy(() -> engines(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Engines engines(Map<String, String> variables) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(EngineSettings.class)
                .withSources(new EnvConfigSource(variables, 300))
                .build();
        return Engines.of(config.getConfigMapping(EngineSettings.class), 2, List.of());
    }
}
