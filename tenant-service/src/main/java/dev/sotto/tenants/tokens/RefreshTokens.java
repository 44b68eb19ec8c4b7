package dev.sotto.tenants.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The refresh tokens of a session (ADR 12). The first is random. Each next one is computed from the one before and a key
 * of the server, so that the same exchange gives the same token again, although only hashes are stored.
 */
@ApplicationScoped
public class RefreshTokens {

    private final SigningKeys keys;

    RefreshTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /** Returns the first token of a new session. */
    public String first() {
        return SecretToken.random();
    }

    /** Returns the token that follows this one. */
    public String successorOf(String refreshToken) {
        return successorsOf(refreshToken).get(0);
    }

    /** Returns every token that may already follow this one: while keys change, there are several. */
    public List<String> successorsOf(String refreshToken) {
        return keys.successorsOf(refreshToken);
    }
}
