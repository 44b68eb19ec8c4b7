package dev.sotto.model.tenants;

import dev.sotto.model.EmailAddress;
import dev.sotto.model.Emails;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Asks for another e-mail address of one's own; it changes when the link in the letter to the new one is followed.
 *
 * @param email compared and stored as {@link Emails#normal} has it, unique over the platform
 * @param password the one that is, as proof that it is no open screen that asks
 */
public record EmailChange(
        @NotBlank @EmailAddress @Size(max = 255) String email,
        @NotBlank @Size(max = 1000) String password) {

    /** Without the password: this may end in a log. */
    @Override
    public String toString() {
        return "EmailChange[]";
    }
}
