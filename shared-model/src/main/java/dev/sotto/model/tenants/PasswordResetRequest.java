package dev.sotto.model.tenants;

import dev.sotto.model.EmailAddress;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Asks for a letter with a link by which a forgotten password is replaced. */
public record PasswordResetRequest(
        @NotBlank @EmailAddress @Size(max = 255) String email) {}
