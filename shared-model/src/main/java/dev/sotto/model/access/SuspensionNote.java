package dev.sotto.model.access;

import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is said with a suspension, or with its end.
 *
 * @param note stands in the audit log, where the organisation and those above it read it
 */
public record SuspensionNote(
        @Nullable @Size(max = 500) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String note) {}
