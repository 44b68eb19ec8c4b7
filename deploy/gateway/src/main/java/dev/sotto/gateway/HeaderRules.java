package dev.sotto.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Decides which headers pass the gateway. Removes client headers that a service could take for headers of the gateway
 * or the platform.
 */
final class HeaderRules {

    static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern SANE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    private static final Set<String> UNTRUSTED =
            Set.of("forwarded", "expect", "x-real-ip", "x-method-override", "x-original-url", "x-rewrite-url");
    private static final List<String> UNTRUSTED_PREFIXES =
            List.of("x-forwarded-", "x-tenant-", "x-reseller-", "x-sotto-", "x-http-method");

    private HeaderRules() {}

    static String requestId(HttpServerRequest request) {
        List<String> given = request.headers().getAll(REQUEST_ID);
        boolean sane =
                given.size() == 1 && SANE_REQUEST_ID.matcher(given.get(0)).matches();
        return sane ? given.get(0) : UUID.randomUUID().toString();
    }

    static void toUpstream(MultiMap headers, HttpServerRequest request, Route route, String requestId, URI publicUrl) {
        dropHopByHop(headers);
        if (!route.cookies()) {
            headers.remove(HttpHeaders.COOKIE);
        }
        for (String name : Set.copyOf(headers.names())) {
            if (isUntrusted(name)) {
                headers.remove(name);
            }
        }
        HostAndPort authority = authority(request, publicUrl);
        String scheme = publicUrl == null ? request.scheme() : publicUrl.getScheme();
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", scheme);
        headers.set("X-Forwarded-Host", authority.toString());
        if (authority.port() > 0) {
            headers.set("X-Forwarded-Port", Integer.toString(authority.port()));
        }
        headers.set(REQUEST_ID, requestId);
    }

    /** Never the name that the client sent, because services build links from it. */
    private static HostAndPort authority(HttpServerRequest request, URI publicUrl) {
        if (publicUrl == null) {
            return HostAndPort.authority("localhost", request.localAddress().port());
        }
        return HostAndPort.authority(publicUrl.getHost(), publicUrl.getPort());
    }

    static void toClient(MultiMap headers, Route route, String requestId) {
        dropHopByHop(headers);
        if (!route.cookies()) {
            headers.remove(HttpHeaders.SET_COOKIE);
        }
        headers.set(REQUEST_ID, requestId);
    }

    private static void dropHopByHop(MultiMap headers) {
        for (String nominated : headers.getAll("connection")) {
            for (String name : nominated.split(",", -1)) {
                if (!name.isBlank()) {
                    headers.remove(name.trim());
                }
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
    }

    private static boolean isUntrusted(String name) {
        // Some servers read an underscore as a hyphen.
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return UNTRUSTED.contains(plain) || UNTRUSTED_PREFIXES.stream().anyMatch(plain::startsWith);
    }
}
