package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** A word and its times. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Word(
        String w,
        long startMs,
        long endMs,

        @JsonPropertyDescription("The engine's probability of the word, from 0 to 1; absent where it does not tell")
        @Nullable
        Double p) {

    public Word {
        if (startMs < 0 || endMs < startMs) {
            throw new IllegalArgumentException("word from " + startMs + " to " + endMs);
        }
    }
}
