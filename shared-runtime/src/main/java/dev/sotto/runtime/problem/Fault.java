package dev.sotto.runtime.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One fault of a request.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the body, {@code ?name} for a query parameter, or a header's name
 * @param code what, for programs
 * @param params figures and words that belong to the code; only such as {@link FaultCode#params} names
 * @param detail what, for people: a sentence without its subject, which is the value
 */
public record Fault(
        String pointer,
        FaultCode code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> params,
        String detail) {

    public Fault {
        if (!code.params().containsAll(params.keySet())) {
            throw new IllegalArgumentException(code + " has no params " + params.keySet());
        }
    }

    /** A fault whose code says all. */
    public Fault(String pointer, FaultCode code, String detail) {
        this(pointer, code, Map.of(), detail);
    }

    /** A value that must be there. */
    public static Fault required(String pointer) {
        return new Fault(pointer, FaultCode.REQUIRED, "is required");
    }

    /** A value that may be there once. */
    public static Fault givenTwice(String pointer) {
        return new Fault(pointer, FaultCode.GIVEN_TWICE, "must be given only once");
    }

    /** A value that must be one of some words. */
    public static Fault notOneOf(String pointer, Collection<String> allowed) {
        return new Fault(
                pointer,
                FaultCode.NOT_ONE_OF,
                Map.of("allowed", List.copyOf(allowed)),
                "must be one of " + String.join(", ", allowed));
    }

    /** A value of another JSON type. */
    public static Fault wrongType(String pointer, String expected, String detail) {
        return new Fault(pointer, FaultCode.WRONG_TYPE, Map.of("expected", expected), detail);
    }

    /** A text of another form. */
    public static Fault wrongFormat(String pointer, String format, String detail) {
        return new Fault(pointer, FaultCode.WRONG_FORMAT, Map.of("format", format), detail);
    }

    /** A text that must be a UUID. */
    public static Fault notUuid(String pointer) {
        return wrongFormat(pointer, "uuid", "must be a UUID");
    }

    /** A text that must be a point in time (RFC 3339). */
    public static Fault notInstant(String pointer) {
        return wrongFormat(pointer, "date-time", "must be a date and time such as 2026-01-31T10:00:00Z");
    }

    /** An integer that must lie between two others, inclusive. */
    public static Fault notBetween(String pointer, long min, long max) {
        return new Fault(
                pointer,
                FaultCode.OUT_OF_RANGE,
                Map.of("min", min, "max", max),
                "must be an integer between " + min + " and " + max);
    }

    /** A text that PostgreSQL or UTF-8 cannot hold. */
    public static Fault notStorable(String pointer) {
        return new Fault(
                pointer, FaultCode.INVALID_CHARACTERS, "must not contain NUL characters or unpaired surrogates");
    }
}
