package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * A word and when it was said.
 *
 * @param p the engine's probability of it, where it tells
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Word(
        String w, long startMs, long endMs, @Nullable Double p) {

    public Word {
        if (startMs < 0 || endMs < startMs) {
            throw new IllegalArgumentException("word from " + startMs + " to " + endMs);
        }
    }
}
