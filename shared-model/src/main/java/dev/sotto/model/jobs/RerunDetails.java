package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a new job of a recording that is kept already. What is absent is as in the job that has it.
 *
 * @param workflowId null takes the newest version of that job's workflow
 */
public record RerunDetails(
        @JsonPropertyDescription("A workflow that the caller sees; without it, that of the job") @Nullable
        UUID workflowId,

        @JsonPropertyDescription("The language that is spoken (ISO 639-1); auto lets the engine detect it")
        @Nullable
        @Pattern(
                regexp = JobSettings.LANGUAGE_REGEXP,
                message = "must be the two letters of a language (ISO 639-1), such as en, or auto")
        String language,

        @JsonPropertyDescription("transcribe, or translate into English") @Nullable
        SpeechTask task,

        @JsonPropertyDescription("The model, as GET /engines names it")
        @Nullable
        @Size(min = 1, max = JobSettings.LONGEST_MODEL)
        String model,

        @JsonPropertyDescription("A text that shows the engine the style and the words to expect")
        @Nullable
        @Size(max = JobSettings.LONGEST_PROMPT)
        String prompt,

        @JsonPropertyDescription("Which of the organisation's own jobs start first: low, normal or high") @Nullable
        JobPriority priority) {

    /** Returns the settings of a job with these in place of them. */
    public JobSettings over(JobSettings before) {
        return new JobSettings(
                language == null ? before.language() : language,
                task == null ? before.task() : task,
                model == null ? before.model() : model,
                prompt == null || prompt.isBlank() ? before.prompt() : prompt);
    }
}
