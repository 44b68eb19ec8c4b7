package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A corrected segment.
 *
 * @param text null leaves it
 * @param speaker null leaves it
 */
public record SegmentChange(
        @JsonPropertyDescription("The number of the segment, from 0") @NotNull @Min(0)
        Integer i,

        @JsonPropertyDescription("What is said; must not be blank. Words that are not changed keep their times")
        @Nullable
        @Size(min = 1, max = 10_000)
        String text,

        @JsonPropertyDescription("Who says it")
        @Nullable
        @Size(min = 1, max = 100)
        @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String speaker) {}
