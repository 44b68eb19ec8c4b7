package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Proves that the letters to a new address are read.
 *
 * @param token from the link in the letter; works once, for an hour
 */
public record EmailConfirmation(@NotBlank @Size(max = 200) String token) {

    /** Without the token: this may end in a log. */
    @Override
    public String toString() {
        return "EmailConfirmation[]";
    }
}
