package dev.sotto.local.walk;

/** Something did not go as it should: what was expected, and what came. */
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
