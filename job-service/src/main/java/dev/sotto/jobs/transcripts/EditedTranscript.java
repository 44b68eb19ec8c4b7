package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** What a change made of a transcript. */
@JsonNaming(SnakeCaseStrategy.class)
public record EditedTranscript(
        @JsonPropertyDescription("The revision that the transcript has now, which is its ETag")
        long revision,

        @JsonPropertyDescription("The segments that are not as they were in the revision before")
        List<Segment> segments) {

    public EditedTranscript {
        segments = List.copyOf(segments);
    }
}
