package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What an engine makes of speech. */
public enum SpeechTask {
    /** A text in the language that is spoken. */
    TRANSCRIBE("transcribe"),
    /** A text in English. */
    TRANSLATE("translate");

    private final String word;

    SpeechTask(String word) {
        this.word = word;
    }

    /** Returns the form used in requests, in JSON, in workflows and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns the task for its word. */
    public static Optional<SpeechTask> find(String word) {
        return Arrays.stream(values()).filter(task -> task.word.equals(word)).findFirst();
    }

    /**
     * Returns the task for its word.
     *
     * @throws IllegalArgumentException if there is no such task
     */
    @JsonCreator
    public static SpeechTask of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("not a task: " + word));
    }
}
