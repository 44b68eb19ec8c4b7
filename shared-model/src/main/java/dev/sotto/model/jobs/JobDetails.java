package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The members of a job that a user may change. */
public record JobDetails(
        @JsonPropertyDescription("A title for people; absent when there is none")
        @Nullable
        @Size(max = 255)
        @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String title) {

    /** Treats a blank title as none. */
    public JobDetails {
        title = title == null || title.isBlank() ? null : title.strip();
    }
}
