package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a tenant should know about a recording that was accepted all the same. */
public enum JobWarning {
    /** The recording ends or breaks before its stated end; the part that could be decoded was used. */
    TRUNCATED,
    /** Several tracks hold sound; they were mixed. */
    TRACKS_MIXED,
    /** Tracks that cannot be decoded were left out. */
    TRACK_SKIPPED,
    /** The channels cancel each other when they are mixed; the best one was used. */
    CHANNEL_CHOSEN,
    /** The recording is louder than full scale; parts of it may be distorted. */
    CLIPPED,
    /** No sound was found above silence. */
    SILENT,
    /** The engine repeated a line over and over; it was cut to one. */
    REPETITION_CUT;

    /** Returns the form used in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the warning for its word.
     *
     * @throws IllegalArgumentException if there is no such warning
     */
    @JsonCreator
    public static JobWarning of(String word) {
        return Arrays.stream(values())
                .filter(warning -> warning.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a warning: " + word));
    }
}
