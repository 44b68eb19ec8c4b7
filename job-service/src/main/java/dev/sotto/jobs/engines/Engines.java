package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SphinxEngine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The speech engines that this process has. */
public final class Engines {

    private static final String EMBEDDED = "sphinx";
    private static final int CONNECTIONS = 4;

    private final Map<String, ConfiguredEngine> engines = new LinkedHashMap<>();

    /**
     * @param all in the order in which they are chosen
     * @param clock measures how long an engine rests after failures
     */
    Engines(List<SpeechEngine> all, Clock clock) {
        all.forEach(engine -> engines.put(engine.name(), new ConfiguredEngine(engine, clock)));
    }

    /**
     * Creates the engines that are configured.
     *
     * @param workers how many jobs this process does at the same time
     * @param others more engines, chosen last
     * @throws IllegalArgumentException if a setting is missing or does not fit; the message names its key
     */
    public static Engines of(EngineSettings settings, int workers, List<SpeechEngine> others) {
        List<SpeechEngine> all = new ArrayList<>();
        new TreeMap<>(settings.engines()).forEach((name, engine) -> all.add(create(name, engine, workers)));
        if (all.isEmpty()) {
            all.add(new SphinxEngine(EMBEDDED, Math.max(1, workers)));
        }
        all.addAll(others);
        return new Engines(all, Clock.systemUTC());
    }

    private static SpeechEngine create(String name, EngineSettings.Engine settings, int workers) {
        EngineSetup setup = new EngineSetup(name, settings);
        setup.requireName();
        return switch (settings.type()) {
            case SPHINX -> new SphinxEngine(name, setup.concurrency(Math.max(1, workers)));
            case WHISPER_JNI -> new WhisperJniEngine(setup, setup.file(), setup.concurrency(1));
            case WHISPER_CPP -> new WhisperCppEngine(setup, new EngineServer(setup));
            case OPENAI -> new OpenAiEngine(setup, new EngineServer(setup), setup.concurrency(CONNECTIONS));
            case WHISPER_WEBUI -> new WhisperWebUiEngine(setup, new EngineServer(setup));
        };
    }

    /** Returns what each engine can do, by its name. */
    public Map<String, SpeechCapabilities> capabilities() {
        Map<String, SpeechCapabilities> capabilities = new LinkedHashMap<>();
        engines.forEach((name, engine) -> capabilities.put(name, engine.capabilities()));
        return capabilities;
    }

    /** Returns whether an engine can be used now, as far as is known. */
    public boolean isAvailable(String name) {
        return !engines.get(name).rest().isResting();
    }

    /** Returns what the engines can do that can be used now, as {@link Needs} says it. Empty while there is none. */
    public Set<String> offers() {
        return engines.values().stream()
                .filter(engine -> !engine.rest().isResting())
                .flatMap(engine -> Needs.offers(engine.name(), engine.capabilities()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the engines that can do what is asked: those with a free place first, those that are away last.
     *
     * @param named the only one that may do it; null for any
     */
    List<ConfiguredEngine> able(@Nullable String named, SpeechOptions options) {
        return engines.values().stream()
                .filter(engine -> named == null || engine.name().equals(named))
                .filter(engine -> engine.capabilities().lacks(options) == null)
                .sorted(Comparator.comparing(
                                (ConfiguredEngine engine) -> engine.rest().isResting())
                        .thenComparing(engine -> engine.places().availablePermits() == 0))
                .toList();
    }
}
