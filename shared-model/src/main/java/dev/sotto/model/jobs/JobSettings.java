package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What counts for one job instead of what its workflow says. What is absent stays as in the workflow.
 *
 * @param language ISO 639-1, or {@link #DETECTED}
 */
public record JobSettings(
        @JsonPropertyDescription("The language that is spoken, as ISO 639-1; auto lets the engine detect it") @Nullable
        String language,

        @JsonPropertyDescription("transcribe, or translate into English") @Nullable
        SpeechTask task,

        @JsonPropertyDescription("The model; Sotto chooses one if the plan allows only some") @Nullable
        String model,

        @JsonPropertyDescription("A text that shows the engine the style and the words to expect") @Nullable
        String prompt) {

    /** Everything is as in the workflow. */
    public static final JobSettings NONE = new JobSettings(null, null, null, null);

    /** Asks the engine to detect the language. */
    public static final String DETECTED = "auto";

    /** What a language is. */
    public static final String LANGUAGE_REGEXP = "[a-z]{2}|auto";

    /** The longest name of a model, in characters. */
    public static final int LONGEST_MODEL = 100;

    /** The longest prompt, in characters. */
    public static final int LONGEST_PROMPT = 1_000;

    /** Returns the same settings with another model. */
    public JobSettings withModel(String other) {
        return new JobSettings(language, task, other, prompt);
    }
}
