package dev.sotto.runtime.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a request says of its body. */
public final class Declared {

    /** Of a body that comes in chunks. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private Declared() {}

    /** Bytes of the body to come: 0 for none, {@link #UNKNOWN} for one in chunks or of a length that is no number. */
    public static long length(HttpServerRequest request) {
        if (isChunked(request)) {
            return UNKNOWN;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    public static boolean isChunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
