package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A refresh token, for new tokens ({@code refresh}) or to end the session ({@code logout}). */
public record RefreshRequest(@NotBlank @Size(max = 200) String refreshToken) {

    /** Without the token: this may end in a log. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
