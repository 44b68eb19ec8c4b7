package dev.sotto.model.tenants;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What may be said of a user after the invitation. */
public record UserDetails(
        @Nullable @Size(max = 100) String firstName,
        @Nullable @Size(max = 100) String lastName) {}
