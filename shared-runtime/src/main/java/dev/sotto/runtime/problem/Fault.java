package dev.sotto.runtime.problem;

/**
 * One fault of a request.
 *
 * @param pointer a JSON pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param detail the fault, as text for people
 */
public record Fault(String pointer, String detail) {}
