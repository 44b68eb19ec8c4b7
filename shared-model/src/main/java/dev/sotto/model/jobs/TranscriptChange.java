package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person corrects in a transcript. Speakers are renamed first.
 *
 * @param segments null changes none by itself
 * @param speakers the new name of each speaker, by the name that the transcript has now
 */
public record TranscriptChange(
        @JsonPropertyDescription(
                "Segments with another text or speaker, each at most once; what is absent of one stays")
        @Nullable
        @Size(max = MOST)
        List<@Valid @NotNull SegmentChange> segments,

        @JsonPropertyDescription(
                "New names of speakers in the whole transcript, by the names that it has now, of at most 100 characters")
        @Nullable
        @Size(max = 1000)
        Map<String, String> speakers) {

    /** More segments than the longest recording has. */
    public static final int MOST = 100_000;
}
