package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording that Sotto fetches itself, to be transcribed.
 *
 * @param workflowId null takes the tenant's default workflow
 * @param track the number of the audio track to use, from 1; null leaves the choice to Sotto
 * @param channels null mixes them
 * @param keepRecording null keeps it
 */
public record SubmitUrl(
        @JsonPropertyDescription(
                "Where the recording is: an http or https URL of a public host, without a user name. A redirect is followed.")
        @NotBlank
        @Size(max = 2000)
        String url,

        @JsonPropertyDescription(
                "A workflow that the caller sees; without it, the organisation's default workflow, which Sotto makes if"
                        + " there is none")
        @Nullable
        UUID workflowId,

        @JsonPropertyDescription("A title for people")
        @Nullable
        @Size(max = 255)
        @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String title,

        @JsonPropertyDescription("The number of the audio track to use, from 1") @Nullable @Min(1) @Max(100)
        Integer track,

        @JsonPropertyDescription("mix, or split to transcribe each channel as one speaker") @Nullable
        ChannelMode channels,

        @JsonPropertyDescription("Whether the recording is kept after the job has completed") @Nullable
        Boolean keepRecording,

        @JsonPropertyDescription(
                "The language that is spoken (ISO 639-1); auto lets the engine detect it. Without it, as in the workflow")
        @Nullable
        @Pattern(
                regexp = JobSettings.LANGUAGE_REGEXP,
                message = "must be the two letters of a language (ISO 639-1), such as en, or auto")
        String language,

        @JsonPropertyDescription("transcribe, or translate into English. Without it, as in the workflow") @Nullable
        SpeechTask task,

        @JsonPropertyDescription("The model, as GET /engines names it. Without it, as in the workflow")
        @Nullable
        @Size(min = 1, max = JobSettings.LONGEST_MODEL)
        String model,

        @JsonPropertyDescription(
                "A text that shows the engine the style and the words to expect. Without it, as in the workflow")
        @Nullable
        @Size(max = JobSettings.LONGEST_PROMPT)
        String prompt,

        @JsonPropertyDescription("Which of the organisation's own jobs start first: low, normal or high") @Nullable
        JobPriority priority) {

    /** Returns what counts instead of what the workflow says. */
    public JobSettings settings() {
        return new JobSettings(language, task, model, prompt == null || prompt.isBlank() ? null : prompt);
    }
}
