package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A segment of speech.
 *
 * @param speaker the engine's name for the speaker; null if it does not detect speakers
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Segment(
        @JsonPropertyDescription("Its number, from 0, in the order of the recording")
        int i,

        long startMs,
        long endMs,
        String text,
        @Nullable String speaker,

        @JsonPropertyDescription(
                "The mean of the natural logarithms of its tokens' probabilities, 0 or less; absent where the"
                        + " engine does not tell")
        @JsonProperty("avg_logprob")
        @Nullable
        Double avgLogprob,

        @JsonPropertyDescription(
                "The probability that nobody speaks, from 0 to 1; absent where the engine does not tell")
        @Nullable
        Double noSpeechProb,

        @Nullable List<Word> words) {

    public Segment {
        if (startMs < 0 || endMs < startMs) {
            throw new IllegalArgumentException("segment " + i + " from " + startMs + " to " + endMs);
        }
        words = words == null ? null : List.copyOf(words);
    }

    /** Returns the same segment with another number. */
    public Segment numbered(int number) {
        return new Segment(number, startMs, endMs, text, speaker, avgLogprob, noSpeechProb, words);
    }

    /** Returns the same segment with another end, text and words. */
    public Segment with(long end, String otherText, @Nullable List<Word> otherWords) {
        return new Segment(i, startMs, end, otherText, speaker, avgLogprob, noSpeechProb, otherWords);
    }

    /** Returns segments with the numbers of their order. */
    public static List<Segment> inOrder(List<Segment> segments) {
        return IntStream.range(0, segments.size())
                .mapToObj(i -> segments.get(i).numbered(i))
                .toList();
    }

    public static Segment of(int i, long startMs, long endMs, String text) {
        return new Segment(i, startMs, endMs, text, null, null, null, null);
    }
}
