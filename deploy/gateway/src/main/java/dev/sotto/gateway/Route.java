package dev.sotto.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of the route table.
 *
 * @param path a canonical path ({@link RequestPath}); the segment {@code *} matches any one segment
 * @param match whether the route also covers the paths below
 * @param service the name of the service that answers
 * @param maxBody the largest request body in bytes; more than 256 KiB is only for an upload: a request of {@code
 *     uploadMethod} to exactly this path
 * @param uploadMethod POST or PATCH
 * @param cookies whether cookies pass, in requests and in answers; elsewhere they are removed
 * @param stream whether responses continue as long as a client listens
 * @param responseTimeout in seconds, from the last byte of the request to the head of the response
 * @param idleTimeout in seconds without any byte, while an upload or a response is running
 */
public record Route(
        String path,
        Match match,
        String service,
        @JsonProperty("max_body") Long maxBody,
        @JsonProperty("cookies") Boolean cookies,
        @JsonProperty("upload_method") String uploadMethod,
        @JsonProperty("stream") Boolean stream,
        @JsonProperty("response_timeout") Integer responseTimeout,
        @JsonProperty("idle_timeout") Integer idleTimeout) {

    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> NEVER_PUBLIC = Set.of("internal", "q");
    private static final long DEFAULT_MAX_BODY = 256 << 10;
    private static final int DEFAULT_TIMEOUT = 60;
    private static final Set<String> UPLOAD_METHODS = Set.of("POST", "PATCH");

    /** How the route's path matches a request's path. */
    public enum Match {
        /** The path itself and all paths below it, by whole segments. */
        @JsonProperty("prefix")
        PREFIX,
        /** Only the path itself. */
        @JsonProperty("exact")
        EXACT
    }

    public Route {
        require(path != null && RequestPath.isCanonical(path) && path.length() > 1, "path is not canonical", path);
        require(!NEVER_PUBLIC.contains(path.split("/", 3)[1]), "path must never be public", path);
        require(!path.equals(Gateway.HEALTH_PATH), "path is the gateway's own", path);
        require(match != null, "match is missing", path);
        require(service != null && SERVICE.matcher(service).matches(), "service is missing or malformed", path);
        cookies = Boolean.TRUE.equals(cookies);
        stream = Boolean.TRUE.equals(stream);
        maxBody = maxBody == null ? DEFAULT_MAX_BODY : maxBody;
        uploadMethod = uploadMethod == null ? "POST" : uploadMethod;
        responseTimeout = responseTimeout == null ? DEFAULT_TIMEOUT : responseTimeout;
        idleTimeout = idleTimeout == null ? DEFAULT_TIMEOUT : idleTimeout;
        require(maxBody >= 0, "max_body is negative", path);
        require(UPLOAD_METHODS.contains(uploadMethod), "upload_method is neither POST nor PATCH", path);
        require(responseTimeout > 0 && idleTimeout > 0, "timeouts must be positive", path);
    }

    boolean matches(String requested) {
        String[] wanted = path.split("/", -1);
        String[] given = requested.split("/", -1);
        boolean matches = match == Match.PREFIX ? given.length >= wanted.length : given.length == wanted.length;
        for (int i = 0; matches && i < wanted.length; i++) {
            matches = wanted[i].equals("*") || wanted[i].equals(given[i]);
        }
        return matches;
    }

    /** Returns whether the body is an upload, which is streamed and has its own minimum rate. */
    boolean isUpload(HttpMethod method, String requested) {
        return maxBody > DEFAULT_MAX_BODY
                && method.name().equals(uploadMethod)
                && requested.split("/", -1).length == path.split("/", -1).length;
    }

    /** Returns the maximum size of a request's body in bytes. */
    long largestBody(HttpMethod method, String requested) {
        return isUpload(method, requested) ? maxBody : Math.min(maxBody, DEFAULT_MAX_BODY);
    }

    Duration responseLimit() {
        return Duration.ofSeconds(responseTimeout);
    }

    Duration idleLimit() {
        return Duration.ofSeconds(idleTimeout);
    }

    private static void require(boolean holds, String fault, String path) {
        if (!holds) {
            throw new IllegalArgumentException("Route " + path + ": " + fault);
        }
    }
}
