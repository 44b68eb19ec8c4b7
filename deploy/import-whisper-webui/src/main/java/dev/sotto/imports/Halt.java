package dev.sotto.imports;

/** An error stopped the run. The message is one line. Finished work stays, and the same command continues. */
final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1;

    Halt(String line, Throwable cause) {
        super(line, cause);
    }
}
