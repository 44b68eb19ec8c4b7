package dev.sotto.local;

/** Sotto refuses to start. The message tells the user why, in one line. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String line) {
        super(line);
    }
}
