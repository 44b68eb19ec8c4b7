package dev.sotto.local.walk;

/** A step failed: what was expected, and what was found. */
public final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(String message) {
        super(message);
    }

    static void unless(boolean held, String expectation, Object found) {
        if (!held) {
            throw new Unexpected("expected " + expectation + "; found: " + found);
        }
    }
}
