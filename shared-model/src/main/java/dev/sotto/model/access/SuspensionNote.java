package dev.sotto.model.access;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is said with a suspension, or with its end.
 *
 * @param note stands in the audit log, where the organisation and those above it read it
 */
public record SuspensionNote(
        @Nullable
        @Size(max = 500)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must have no control characters")
        String note) {}
