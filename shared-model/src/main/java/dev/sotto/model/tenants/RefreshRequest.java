package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A refresh token, used to get new tokens ({@code refresh}) or to end the session ({@code logout}). */
public record RefreshRequest(@NotBlank @Size(max = 200) String refreshToken) {

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
