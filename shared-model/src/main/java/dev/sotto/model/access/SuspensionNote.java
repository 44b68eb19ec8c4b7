package dev.sotto.model.access;

import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A comment on a suspension or on its end.
 *
 * @param note the audit log shows it to the organisation and to the organisations above it
 */
public record SuspensionNote(
        @Nullable @Size(max = 500) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String note) {}
