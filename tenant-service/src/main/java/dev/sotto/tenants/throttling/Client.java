package dev.sotto.tenants.throttling;

import dev.sotto.runtime.json.Ids;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client of a request without a token. */
public record Client(
        String requestId,
        @Nullable String address,
        @Nullable String userAgent) {

    private static final int LONGEST_NAME = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    public static Client of(HttpServerRequest request) {
        return new Client(Ids.next().toString(), address(request), name(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    /** Of the client of a request that nothing else is known of yet. */
    public static Network networkOf(HttpServerRequest request) {
        return Network.of(address(request));
    }

    public Network network() {
        return Network.of(address);
    }

    private static @Nullable String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    }

    private static @Nullable String name(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return null;
        }
        String printable = UNPRINTABLE.matcher(userAgent).replaceAll("");
        return printable.substring(0, Math.min(LONGEST_NAME, printable.length()));
    }
}
