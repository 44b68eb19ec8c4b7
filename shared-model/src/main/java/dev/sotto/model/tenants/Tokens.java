package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What a sign-in, a refresh or an accepted invitation gives (the shape of RFC 6749, section 5.1).
 *
 * @param accessToken a signed JWT for {@code Authorization: Bearer}
 * @param tokenType always {@code Bearer}
 * @param refreshToken opaque, works once
 */
public record Tokens(
        String accessToken,
        String tokenType,

        @JsonPropertyDescription("How many seconds the access token lives")
        long expiresIn,

        String refreshToken) {

    /** Without the tokens: this may end in a log. */
    @Override
    public String toString() {
        return "Tokens[]";
    }
}
