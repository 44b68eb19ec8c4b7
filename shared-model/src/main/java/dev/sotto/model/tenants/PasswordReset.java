package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Replaces a forgotten password.
 *
 * @param token from the link in the letter; works once, for an hour
 * @param password at least 10 characters, any
 */
public record PasswordReset(
        @NotBlank @Size(max = 200) String token,
        @NotBlank @Size(min = 10, max = 1000) String password) {

    /** Without token and password: this may end in a log. */
    @Override
    public String toString() {
        return "PasswordReset[]";
    }
}
