package dev.sotto.runtime.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with one value of a request, for programs. The list is closed; {@code docs/problems.md} describes each code.
 * A code may come with some of its params, by which a client can write a message of its own.
 */
public enum FaultCode {
    /** The value is missing or blank. */
    REQUIRED,
    /** The object has no member of this name. Params: the names that it has. */
    UNKNOWN_MEMBER("allowed"),
    /** The operation has no query parameter of this name. Params: the names that it has. */
    UNKNOWN_PARAMETER("allowed"),
    /** The same value, name or id is given more than once. */
    GIVEN_TWICE,
    /** The value has another JSON type. Params: string, integer, boolean, array or object. */
    WRONG_TYPE("expected"),
    /** The text has another form. Params: the name of the form, or a regular expression. */
    WRONG_FORMAT("format", "pattern"),
    /** The text contains characters that are not allowed, such as control characters. */
    INVALID_CHARACTERS,
    /** The number or time is too small or too large. Params: the bounds, inclusive. */
    OUT_OF_RANGE("min", "max"),
    /** The text or list is too short. Params: its bounds, in characters or entries. */
    TOO_SHORT("min", "max"),
    /** The text or list is too long. Params: its bounds, in characters or entries. */
    TOO_LONG("min", "max"),
    /** The number has too many digits. Params: the most digits before and after the decimal point. */
    TOO_MANY_DIGITS("integer", "fraction"),
    /** The values are too large together, or the JSON is too complex. Params: the most bytes. */
    TOO_LARGE("max"),
    /** The value is none of the listed ones. Params: the list. */
    NOT_ONE_OF("allowed"),
    /** The value names something that does not exist, or that the caller cannot see. */
    NOT_FOUND,
    /** The value is well-formed, but not allowed for this caller or this resource. */
    NOT_ALLOWED,
    /** The password or token is wrong, used or expired. */
    INCORRECT,
    /** The body is not JSON. Params: where the parser stopped, both from 1. */
    MALFORMED_JSON("line", "column"),
    /** The body is not a complete multipart/form-data form. */
    MALFORMED_FORM,
    /** The nodes and edges of a workflow do not make one chain. Params: the types of its nodes, in order. */
    NOT_A_CHAIN("order");

    private final List<String> params;

    FaultCode(String... params) {
        this.params = List.of(params);
    }

    /** The names of the params that may come with the code. */
    public List<String> params() {
        return params;
    }

    /** As on the wire: {@code out-of-range}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
