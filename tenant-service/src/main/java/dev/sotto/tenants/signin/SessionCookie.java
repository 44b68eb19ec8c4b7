package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.Tokens;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The refresh token of a browser (RFC 6265bis; ADR 12). No script can read it, no other site can make a browser send it,
 * and its name keeps other hosts from setting it.
 */
public final class SessionCookie {

    static final String NAME = "__Host-sotto-refresh";

    private static final String ATTRIBUTES = "; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=";

    private SessionCookie() {}

    /**
     * Answers with the tokens of a sign-in.
     *
     * @param cookie whether the client asked for the refresh token as a cookie; null for no
     */
    public static Response answer(Tokens tokens, @Nullable Boolean cookie) {
        return Boolean.TRUE.equals(cookie)
                ? uncached(tokens.withoutRefreshToken())
                        .header(HttpHeaders.SET_COOKIE, with(tokens.refreshToken()))
                        .build()
                : uncached(tokens).build();
    }

    static @Nullable String of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(NAME);
        return cookie == null ? null : cookie.getValue();
    }

    /** The header that takes the cookie away. */
    static String none() {
        return NAME + "=" + ATTRIBUTES + 0;
    }

    private static String with(@Nullable String refreshToken) {
        return NAME + "=" + refreshToken + ATTRIBUTES + Sessions.LIFE.toSeconds();
    }

    private static Response.ResponseBuilder uncached(Tokens tokens) {
        return Response.ok(tokens).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
