package dev.sotto.imports;

/** The program refuses to begin. The message tells the operator why, in one line. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String line) {
        super(line);
    }
}
