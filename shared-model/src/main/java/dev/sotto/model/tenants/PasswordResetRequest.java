package dev.sotto.model.tenants;

import dev.sotto.model.EmailAddress;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A request for an e-mail with a link to reset a forgotten password. */
public record PasswordResetRequest(
        @NotBlank @EmailAddress @Size(max = 255) String email) {}
