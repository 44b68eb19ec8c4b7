package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words in which a job says what it needs of an engine, and a worker what its engines offer. */
public final class Needs {

    private static final String ENGINE = "engine:";
    private static final String MODEL = "model:";
    private static final String DIARIZATION = "diarization";
    private static final String TRANSLATION = "translation";

    private Needs() {}

    /**
     * Returns what a job needs.
     *
     * @param engine the only one that may do it; null for any
     */
    public static List<String> of(@Nullable String engine, SpeechOptions options) {
        List<String> needs = new ArrayList<>();
        if (engine != null) {
            needs.add(ENGINE + engine);
        }
        if (options.model() != null) {
            needs.add(MODEL + options.model());
        }
        if (options.diarize()) {
            needs.add(DIARIZATION);
        }
        if (options.translate()) {
            needs.add(TRANSLATION);
        }
        return List.copyOf(needs);
    }

    /** Returns what one engine offers. */
    static Set<String> offers(String engine, SpeechCapabilities capabilities) {
        Set<String> offers = new LinkedHashSet<>();
        offers.add(ENGINE + engine);
        capabilities.models().forEach(model -> offers.add(MODEL + model));
        if (capabilities.diarize()) {
            offers.add(DIARIZATION);
        }
        if (capabilities.translate()) {
            offers.add(TRANSLATION);
        }
        return offers;
    }
}
