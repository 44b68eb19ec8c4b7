package dev.sotto.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The gateway's own responses, as RFC 9457 problem documents. */
enum Refusal {
    MALFORMED_REQUEST(400, "Malformed request"),
    NON_CANONICAL_PATH(400, "Path not in canonical form"),
    NOT_FOUND(404, "Resource not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    REQUEST_TIMEOUT(408, "Request timed out"),
    TOO_LARGE(413, "Request too large"),
    URI_TOO_LONG(414, "Address too long"),
    EXPECTATION_FAILED(417, "Expectation not supported"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "Request headers too large"),
    GATEWAY_ERROR(500, "Gateway error"),
    UPSTREAM_BROKEN(502, "Service closed the connection"),
    UPSTREAM_UNAVAILABLE(503, "Service not available"),
    UPSTREAM_TIMEOUT(504, "Service did not answer in time"),
    HTTP_VERSION_NOT_SUPPORTED(505, "HTTP version not supported");

    private static final ObjectMapper JSON = new ObjectMapper();

    final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /**
     * Returns whether the start of the next request on the connection is unknown, so that the connection must be
     * closed.
     */
    boolean endsConversation() {
        return this == MALFORMED_REQUEST || this == HTTP_VERSION_NOT_SUPPORTED;
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/problem+json");
        if (this == UPSTREAM_UNAVAILABLE || this == TOO_MANY_REQUESTS) {
            headers.put("Retry-After", "5");
        } else if (this == METHOD_NOT_ALLOWED) {
            headers.put("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        }
        return headers;
    }

    byte[] body(String detail, String instance) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put(
                "type",
                "https://sotto.dev/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", instance);
        try {
            return JSON.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
