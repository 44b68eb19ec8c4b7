package dev.sotto.model.tenants;

/**
 * What a sign-in, a refresh or an accepted invitation gives (the shape of RFC 6749, section 5.1).
 *
 * @param accessToken a signed JWT for {@code Authorization: Bearer}
 * @param tokenType always {@code Bearer}
 * @param expiresIn seconds that the access token lives
 * @param refreshToken opaque, works once
 */
public record Tokens(String accessToken, String tokenType, long expiresIn, String refreshToken) {

    /** Without the tokens: this may end in a log. */
    @Override
    public String toString() {
        return "Tokens[]";
    }
}
