package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Answers an invitation by choosing a password.
 *
 * @param token from the link in the mail; works once
 * @param password at least 10 characters, any
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
        String lastName) {

    /** Without token and password: this may end in a log. */
    @Override
    public String toString() {
        return "AcceptInvitation[]";
    }
}
