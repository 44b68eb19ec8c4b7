package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A request to exchange e-mail and password for tokens.
 *
 * @param cookie whether the refresh token comes in a cookie, for a page in a browser, and not in the body
 */
public record SignIn(
        @NotBlank @Size(max = 255) String email,
        @NotBlank @Size(max = 1000) String password,
        @Nullable Boolean cookie) {

    /** Omits the password, because this text may be logged. */
    @Override
    public String toString() {
        return "SignIn[]";
    }
}
