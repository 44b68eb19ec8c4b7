package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Replaces a forgotten password.
 *
 * @param token from the link in the e-mail; valid once, for one hour
 * @param password at least 10 characters of any kind
 */
public record PasswordReset(
        @NotBlank @Size(max = 200) String token,
        @NotBlank @Size(min = 10, max = 1000) String password) {

    /** Omits the token and the password, because this text may be logged. */
    @Override
    public String toString() {
        return "PasswordReset[]";
    }
}
