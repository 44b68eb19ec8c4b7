package dev.sotto.imports;

/** What stopped a run under way, in one line; what was done stays, and the same command goes on from there. */
final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1;

    Halt(String line, Throwable cause) {
        super(line, cause);
    }
}
