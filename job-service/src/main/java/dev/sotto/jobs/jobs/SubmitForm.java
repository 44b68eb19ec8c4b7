package dev.sotto.jobs.jobs;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of a submission, for the OpenAPI document. {@link Upload} reads it. */
@Schema(requiredProperties = {"file", "workflow_id"})
record SubmitForm(
        @Schema(
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                format = "binary",
                description = "wav, mp3, m4a, mp4, ogg, opus, flac or webm")
        Object file,

        @Schema(description = "A workflow that the caller sees")
        UUID workflowId) {

    static final String EXAMPLE = """
            {"file": "(the recording)", "workflow_id": "01890a5d-ac96-774b-bcce-000000000008"}""";
}
