package dev.sotto.runtime.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads what a request declares about its body. */
public final class Declared {

    /** The length of a chunked body. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private Declared() {}

    /**
     * Returns the declared length in bytes: 0 without a body, {@link #UNKNOWN} for a chunked body or an invalid length.
     */
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
