package dev.sotto.model.tenants;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token, used to get new tokens ({@code refresh}) or to end the session ({@code logout}).
 *
 * @param refreshToken absent if the refresh token is in the cookie of a browser
 */
public record RefreshRequest(
        @Nullable @Size(min = 1, max = 200) String refreshToken) {

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
