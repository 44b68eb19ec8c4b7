package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.SpeechTask;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of a submission, for the OpenAPI document. {@link Upload} reads it. */
@Schema(requiredProperties = {"file"})
record SubmitForm(
        @Schema(
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                format = "binary",
                description = "A recording or a video with sound; docs/recordings.md lists the formats")
        Object file,

        @Schema(
                description =
                        "A workflow that the caller sees; without it, the organisation's default workflow, which Sotto makes"
                                + " if there is none",
                nullable = true)
        UUID workflowId,

        @Schema(description = "A title for people", maxLength = 255, nullable = true)
        String title,

        @Schema(
                description =
                        "The number of the audio track to use, from 1. Without it, all tracks with sound are mixed",
                minimum = "1",
                maximum = "100")
        Integer track,

        @Schema(
                description = "mix, or split to transcribe each channel as one speaker; each is billed",
                defaultValue = "mix")
        ChannelMode channels,

        @Schema(description = "Whether the recording is kept after the job has completed", defaultValue = "true")
        Boolean keepRecording,

        @Schema(
                description =
                        "The language that is spoken (ISO 639-1); auto lets the engine detect it. Without it, as in the workflow",
                pattern = JobSettings.LANGUAGE_REGEXP)
        String language,

        @Schema(description = "transcribe, or translate into English. Without it, as in the workflow")
        SpeechTask task,

        @Schema(
                description = "The model, as GET /engines names it. Without it, as in the workflow",
                maxLength = JobSettings.LONGEST_MODEL)
        String model,

        @Schema(
                description =
                        "A text that shows the engine the style and the words to expect. Without it, as in the workflow",
                maxLength = JobSettings.LONGEST_PROMPT)
        String prompt,

        @Schema(description = "Which of the organisation's own jobs start first", defaultValue = "normal")
        JobPriority priority) {

    static final String EXAMPLE = """
            {"file": "(the recording)", "workflow_id": "01890a5d-ac96-774b-bcce-000000000008", "language": "en"}""";
}
