package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.ChannelMode;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of a submission, for the OpenAPI document. {@link Upload} reads it. */
@Schema(requiredProperties = {"file", "workflow_id"})
record SubmitForm(
        @Schema(
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                format = "binary",
                description = "A recording or a video with sound; docs/recordings.md lists the formats")
        Object file,

        @Schema(description = "A workflow that the caller sees")
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
        Boolean keepRecording) {

    static final String EXAMPLE = """
            {"file": "(the recording)", "workflow_id": "01890a5d-ac96-774b-bcce-000000000008"}""";
}
