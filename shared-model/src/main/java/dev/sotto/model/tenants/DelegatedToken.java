package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What an impersonation gives: an access token alone, with nothing to refresh it.
 *
 * @param accessToken a signed JWT whose {@code act} says who acts (RFC 8693, section 4.1)
 * @param tokenType always {@code Bearer}
 */
public record DelegatedToken(
        String accessToken,
        String tokenType,

        @JsonPropertyDescription("How many seconds it lives")
        long expiresIn) {

    /** Without the token: this may end in a log. */
    @Override
    public String toString() {
        return "DelegatedToken[]";
    }
}
