package dev.sotto.runtime.problem;

import java.net.URI;

/** Every kind of refusal. Callers distinguish them by {@code type} (RFC 9457). The list is closed. */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "You are not signed in"),
    FORBIDDEN(403, "You may not do this"),
    SUSPENDED(403, "The organisation does not work at the moment"),
    NOT_FOUND(404, "There is no such thing"),
    CONFLICT(409, "It conflicts with what is there"),
    PRECONDITION_FAILED(412, "It was changed in the meantime"),
    TOO_LARGE(413, "It is too large"),
    UNREADABLE_AUDIO(422, "The recording can't be read"),
    QUOTA_EXCEEDED(422, "The quota does not suffice"),
    SEATS_EXCEEDED(422, "All seats are taken"),
    IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    UNAVAILABLE(503, "Not available at the moment"),
    INSUFFICIENT_STORAGE(507, "There is no room to store it at the moment"),
    INTERNAL(500, "Something went wrong here");

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
        return URI.create("https://sotto.dev/problems/"
                + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
}
