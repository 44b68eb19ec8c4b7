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
 * What a user says of a workflow, when creating and when changing it.
 *
 * @param isPublic whether the tenant's other users may see and run it
 */
public record WorkflowDetails(
        @NotBlank @Size(max = 255) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        @Nullable @Size(max = 5000) String description,
        @NotNull @Valid WorkflowGraph config,

        @JsonPropertyDescription("Whether it is meant to be copied. It is stored and has no effect yet.")
        Boolean isTemplate,

        Boolean isPublic) {

    /** A flag that is not said is not set. */
    public WorkflowDetails {
        isTemplate = isTemplate != null && isTemplate;
        isPublic = isPublic != null && isPublic;
    }
}
