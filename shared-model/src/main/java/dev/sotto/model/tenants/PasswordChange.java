package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A new password of one's own, by the one that is.
 *
 * @param newPassword at least 10 characters, any
 */
public record PasswordChange(
        @NotBlank @Size(max = 1000) String currentPassword,
        @NotBlank @Size(min = 10, max = 1000) String newPassword) {

    /** Without the passwords: this may end in a log. */
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
