package dev.sotto.model.tenants;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A request to change the caller's own e-mail address. The change takes effect when the user opens the link sent to the
 * new address.
 *
 * @param email compared and stored in lower case; unique in the platform
 * @param password the current password; it protects a user who left a session open
 */
public record EmailChange(
        @NotBlank @Email @Size(max = 255) String email,
        @NotBlank @Size(max = 1000) String password) {

    /** Omits the password, because this text may be logged. */
    @Override
    public String toString() {
        return "EmailChange[]";
    }
}
