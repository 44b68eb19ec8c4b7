package dev.sotto.model.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What may be edited of an API key: never what it is permitted. */
public record ApiKeyDetails(
        @NotBlank
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String name) {}
