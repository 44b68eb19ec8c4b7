package dev.sotto.jobs.speech;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities of an engine. Graphs are checked against them.
 *
 * @param async whether it works after the request and is asked for its state
 * @param cancel whether a run can be stopped
 * @param words whether it returns the time of each word
 * @param prompt whether it takes a prompt
 * @param languages the languages it supports (ISO 639-1); empty if there is no limit
 * @param models the names of its models, the one that is used by default first
 * @param concurrency the number of simultaneous runs
 */
public record SpeechCapabilities(
        boolean async,
        boolean cancel,
        boolean progress,
        boolean diarize,
        boolean translate,
        boolean words,
        boolean prompt,
        boolean hotwords,
        Set<String> languages,
        List<String> models,
        int concurrency) {

    /** Something that a request may ask for and an engine may lack. */
    public enum Feature {
        LANGUAGE,
        TASK,
        MODEL,
        PROMPT,
        HOTWORDS,
        DIARIZE
    }

    public SpeechCapabilities {
        languages = Set.copyOf(languages);
        models = List.copyOf(models);
    }

    /** Returns the first thing that is asked for and that the engine cannot do; null if it can do everything. */
    public @Nullable Feature lacks(SpeechOptions options) {
        if (options.model() != null && !models.contains(options.model())) {
            return Feature.MODEL;
        }
        if (options.language() != null && !languages.isEmpty() && !languages.contains(options.language())) {
            return Feature.LANGUAGE;
        }
        if (options.translate() && !translate) {
            return Feature.TASK;
        }
        if (options.diarize() && !diarize) {
            return Feature.DIARIZE;
        }
        if (options.prompt() != null && !prompt) {
            return Feature.PROMPT;
        }
        return options.hotwords().isEmpty() || hotwords ? null : Feature.HOTWORDS;
    }
}
