package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A request to change the caller's own password.
 *
 * @param newPassword at least 10 characters of any kind
 */
public record PasswordChange(
        @NotBlank @Size(max = 1000) String currentPassword,
        @NotBlank @Size(min = 10, max = 1000) String newPassword) {

    /** Omits the passwords, because this text may be logged. */
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
