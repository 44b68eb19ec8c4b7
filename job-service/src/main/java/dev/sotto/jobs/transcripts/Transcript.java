package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The normalised transcript.
 *
 * @param version of this format, {@link #VERSION}
 * @param task {@code transcribe} or {@code translate}
 * @param language ISO 639-1
 * @param durationMs the length of the whole recording, not only of its speech
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcript(
        int version,
        String engine,
        String model,
        String task,
        String language,

        @JsonPropertyDescription("From 0 to 1; absent where the engine does not tell") @Nullable
        Double languageProbability,

        long durationMs,
        String text,
        List<Segment> segments) {

    public static final int VERSION = 1;

    public Transcript {
        segments = List.copyOf(segments);
        long start = 0;
        for (Segment segment : segments) {
            if (segment.startMs() < start) {
                throw new IllegalArgumentException("segments out of order at " + segment.i());
            }
            start = segment.startMs();
        }
    }

    /** Creates a transcript with the text of its segments. */
    public static Transcript of(
            String engine, String model, String task, String language, long durationMs, List<Segment> segments) {
        String text = segments.stream().map(Segment::text).collect(Collectors.joining(" "));
        return new Transcript(VERSION, engine, model, task, language, null, durationMs, text, segments);
    }
}
