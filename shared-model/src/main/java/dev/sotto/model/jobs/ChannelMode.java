package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What becomes of a recording's channels. */
public enum ChannelMode {
    /** The channels are mixed and transcribed as one. */
    MIX("mix"),
    /** Each channel is transcribed by itself, as one speaker. */
    SPLIT("split");

    private final String word;

    ChannelMode(String word) {
        this.word = word;
    }

    /** Returns the form used in requests, in JSON and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns the mode for its word. */
    public static Optional<ChannelMode> find(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }

    /**
     * Returns the mode for its word.
     *
     * @throws IllegalArgumentException if there is no such mode
     */
    @JsonCreator
    public static ChannelMode of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("not a channel mode: " + word));
    }
}
