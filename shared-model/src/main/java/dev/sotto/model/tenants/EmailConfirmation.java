package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Confirms a new e-mail address.
 *
 * @param token from the link in the e-mail; valid once, for one hour
 */
public record EmailConfirmation(@NotBlank @Size(max = 200) String token) {

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "EmailConfirmation[]";
    }
}
