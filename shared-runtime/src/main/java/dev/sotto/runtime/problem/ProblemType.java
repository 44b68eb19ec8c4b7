package dev.sotto.runtime.problem;

import java.net.URI;

/** Every kind of refusal, for callers to tell apart by {@code type} (RFC 9457). The list is closed; {@code docs/problems.md} describes each. */
public enum ProblemType {
    INVALID_REQUEST(400, "Request is not valid"),
    UNAUTHENTICATED(401, "Authentication required"),
    FORBIDDEN(403, "Action not allowed"),
    SUSPENDED(403, "Organisation suspended or closed"),
    NOT_FOUND(404, "Resource not found"),
    CONFLICT(409, "Request conflicts with the current state"),
    GONE(410, "Resource no longer available"),
    PRECONDITION_FAILED(412, "Resource changed since it was read"),
    UNSUPPORTED_PROTOCOL(412, "Version of the upload protocol not supported"),
    TOO_LARGE(413, "Request too large"),
    RANGE_NOT_SATISFIABLE(416, "Range outside of the resource"),
    UNREADABLE_AUDIO(422, "Recording cannot be read"),
    QUOTA_EXCEEDED(422, "Quota exceeded"),
    SEATS_EXCEEDED(422, "No free seat"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency-Key used for another request"),
    UPLOAD_LOCKED(423, "Upload in use by another request"),
    PRECONDITION_REQUIRED(428, "If-Match required"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    CHECKSUM_MISMATCH(460, "Checksum does not match"),
    UNAVAILABLE(503, "Service temporarily unavailable"),
    INSUFFICIENT_STORAGE(507, "Not enough storage on the server"),
    INTERNAL(500, "Internal error");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns one line for people, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** Returns the stable identifier. */
    public URI uri() {
        return URI.create("https://sotto.dev/problems/" + word());
    }

    /** Returns the end of the identifier: {@code quota-exceeded}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
