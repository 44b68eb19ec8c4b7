package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Asks for a letter with a link by which a forgotten password is replaced. */
public record PasswordResetRequest(
        @NotBlank @Size(max = 255) String email) {}
