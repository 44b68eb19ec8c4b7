package dev.sotto.model.tenants;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What may be said of a user after the invitation. */
public record UserDetails(
        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String firstName,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String lastName) {}
