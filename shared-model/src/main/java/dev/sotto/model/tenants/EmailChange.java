package dev.sotto.model.tenants;

import dev.sotto.model.EmailAddress;
import dev.sotto.model.Emails;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A request to change the caller's own e-mail address. The change takes effect when the user opens the link sent to the
 * new address.
 *
 * @param email compared and stored as {@link Emails#normal} has it, unique over the platform
 * @param password the one that is, as proof that it is no open screen that asks
 */
public record EmailChange(
        @NotBlank @EmailAddress @Size(max = 255) String email,
        @NotBlank @Size(max = 1000) String password) {

    /** Omits the password, because this text may be logged. */
    @Override
    public String toString() {
        return "EmailChange[]";
    }
}
