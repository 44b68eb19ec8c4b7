package dev.sotto.runtime.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with which a browser reads one resource where it cannot send {@code Authorization}, as the element {@code
 * audio} does. It holds the access token of the person who asked for it, no longer than that token lasts, and no script
 * sees it. The browser sends it to one path only; {@link AllowedByGrant} says which operations take it.
 */
public final class GrantCookie {

    static final String NAME = "__Secure-sotto-grant";

    private static final String ATTRIBUTES = "; Secure; HttpOnly; SameSite=Strict; Path=";
    private static final String SITE = "Sec-Fetch-Site";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private GrantCookie() {}

    /**
     * Returns the header {@code Set-Cookie} with the access token of this request.
     *
     * @param path the one path to which the browser sends the cookie
     * @param expiresAt when the access token ends
     */
    public static String of(RoutingContext request, String path, Instant expiresAt, Instant now) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        String token = header.substring(CallerAuthentication.BEARER.length()).trim();
        long seconds = Math.max(0, Duration.between(now, expiresAt).toSeconds());
        return NAME + "=" + token + ATTRIBUTES + path + "; Max-Age=" + seconds;
    }

    /**
     * Returns the header {@code Set-Cookie} that takes the cookie out of the browser.
     *
     * @param path the path for which it was set
     */
    public static String none(String path) {
        return NAME + "=" + ATTRIBUTES + path + "; Max-Age=0";
    }

    /**
     * Returns the token of a request that only reads and that a page of this very site sends: browsers say so in {@code
     * Sec-Fetch-Site}, which no page can set (W3C Fetch Metadata). Null if there is none.
     */
    static @Nullable String token(RoutingContext request) {
        Cookie cookie = request.request().getCookie(NAME);
        return cookie != null
                        && READS.contains(request.request().method())
                        && request.request().headers().getAll(SITE).equals(List.of("same-origin"))
                ? cookie.getValue()
                : null;
    }
}
