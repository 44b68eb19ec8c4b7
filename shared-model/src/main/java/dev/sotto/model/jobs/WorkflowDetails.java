package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The members of a workflow that a user sets when creating or changing it.
 *
 * @param isDefault whether jobs that name no workflow run it; only one of a tenant is
 * @param isPublic whether other users of the tenant may see and run the workflow
 */
public record WorkflowDetails(
        @NotBlank @Size(max = 255) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        @Nullable @Size(max = 5000) String description,
        @NotNull @Valid WorkflowGraph config,

        @JsonPropertyDescription("Whether it is meant to be copied. It is stored and has no effect yet.")
        Boolean isTemplate,

        Boolean isPublic,

        @JsonPropertyDescription(
                "Whether jobs that name no workflow run this one. Only an Admin sets it, only for a public workflow; the"
                        + " one that was it before is not any more")
        Boolean isDefault) {

    /** Treats an absent flag as false. */
    public WorkflowDetails {
        isTemplate = isTemplate != null && isTemplate;
        isPublic = isPublic != null && isPublic;
        isDefault = isDefault != null && isDefault;
    }
}
