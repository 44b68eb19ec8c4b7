package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The result of a sign-in, a refresh or an accepted invitation (the response of RFC 6749, section 5.1).
 *
 * @param accessToken a signed JWT for {@code Authorization: Bearer}
 * @param tokenType always {@code Bearer}
 * @param refreshToken opaque; valid once
 */
public record Tokens(
        String accessToken,
        String tokenType,

        @JsonPropertyDescription("How many seconds the access token lives")
        long expiresIn,

        String refreshToken) {

    /** Omits the tokens, because this text may be logged. */
    @Override
    public String toString() {
        return "Tokens[]";
    }
}
