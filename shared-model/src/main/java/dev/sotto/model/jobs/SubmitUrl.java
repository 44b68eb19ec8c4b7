package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording that Sotto fetches itself, to be transcribed.
 *
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

        @JsonPropertyDescription("A workflow that the caller sees") @NotNull
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
        Boolean keepRecording) {}
