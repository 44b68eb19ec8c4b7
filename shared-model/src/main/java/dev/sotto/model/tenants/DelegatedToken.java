package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The result of an impersonation: an access token without a refresh token.
 *
 * @param accessToken a signed JWT; its {@code act} claim names the impersonator (RFC 8693, section 4.1)
 * @param tokenType always {@code Bearer}
 */
public record DelegatedToken(
        String accessToken,
        String tokenType,

        @JsonPropertyDescription("How many seconds it lives")
        long expiresIn) {

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "DelegatedToken[]";
    }
}
