package dev.sotto.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** What the gateway tells browsers about its own pages: what they may load and do, and who may use them. */
final class SecurityHeaders {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy",
                    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()");

    private SecurityHeaders() {}

    static void add(HttpServerResponse response) {
        ALWAYS.forEach(response::putHeader);
    }

    /** The same for a page of HTML, which nobody may keep: its nonce is for one time. */
    static void addForPage(HttpServerResponse response, String nonce) {
        add(response);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", contentSecurityPolicy(nonce));
    }

    /** Returns a new number for a page's policy, which nobody can guess. */
    static String nonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Returns the policy of a page. Ant Design adds style elements at run time, which need the nonce; scripts come from
     * files alone.
     */
    private static String contentSecurityPolicy(String nonce) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                + "'; style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
                + " media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
