package dev.sotto.jobs.speech;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a recording is to be transcribed.
 *
 * @param language ISO 639-1; null lets the engine detect it
 * @param translate whether to translate into English
 * @param model the engine's name of a model; null takes the engine's first
 * @param prompt a text that shows the engine the style and words to expect; null for none
 * @param hotwords words to prefer
 * @param diarize whether to tell speakers apart
 */
public record SpeechOptions(
        @Nullable String language,
        boolean translate,
        @Nullable String model,
        @Nullable String prompt,
        List<String> hotwords,
        boolean diarize) {

    /** Transcribes in the language that the engine detects. */
    public static final SpeechOptions PLAIN = new SpeechOptions(null, false, null, null, List.of(), false);

    public SpeechOptions {
        hotwords = List.copyOf(hotwords);
    }

    /** Returns {@code transcribe} or {@code translate}. */
    public String task() {
        return translate ? "translate" : "transcribe";
    }
}
