package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Accepts an invitation and sets the user's password.
 *
 * @param token from the link in the e-mail; valid once
 * @param password at least 10 characters of any kind
 * @param cookie whether the refresh token comes in a cookie, for a page in a browser, and not in the body
 */
public record AcceptInvitation(
        @NotBlank @Size(max = 200) String token,
        @NotBlank @Size(min = 10, max = 1000) String password,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String firstName,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String lastName,

        @Nullable Boolean cookie) {

    /** Omits the token and the password, because this text may be logged. */
    @Override
    public String toString() {
        return "AcceptInvitation[]";
    }
}
