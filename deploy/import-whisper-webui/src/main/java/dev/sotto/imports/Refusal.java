package dev.sotto.imports;

/** Why nothing was begun, in one line for the operator. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String line) {
        super(line);
    }
}
