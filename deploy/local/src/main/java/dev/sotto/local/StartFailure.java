package dev.sotto.local;

/** A part did not start or ended by itself. The message names it and shows the end of its log. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailure(String message) {
        super(message);
    }
}
