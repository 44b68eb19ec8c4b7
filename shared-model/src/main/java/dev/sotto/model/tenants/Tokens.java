package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The result of a sign-in, a refresh or an accepted invitation (the response of RFC 6749, section 5.1).
 *
 * @param accessToken a signed JWT for {@code Authorization: Bearer}
 * @param tokenType always {@code Bearer}
 * @param refreshToken opaque; valid until the next one is used. Absent if it is in the cookie of a browser.
 */
public record Tokens(
        String accessToken,
        String tokenType,

        @JsonPropertyDescription("How many seconds the access token lives")
        long expiresIn,

        @Nullable String refreshToken) {

    /** Returns the same tokens for a client that gets the refresh token in a cookie. */
    public Tokens withoutRefreshToken() {
        return new Tokens(accessToken, tokenType, expiresIn, null);
    }

    /** Omits the tokens, because this text may be logged. */
    @Override
    public String toString() {
        return "Tokens[]";
    }
}
