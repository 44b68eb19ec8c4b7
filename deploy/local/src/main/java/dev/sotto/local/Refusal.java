package dev.sotto.local;

/** Why nothing was started, in one line for the person who asked. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String line) {
        super(line);
    }
}
