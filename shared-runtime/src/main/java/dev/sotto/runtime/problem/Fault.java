package dev.sotto.runtime.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param detail what, for people
 */
public record Fault(String pointer, String detail) {}
