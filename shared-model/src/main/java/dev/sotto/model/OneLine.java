package dev.sotto.model;

/**
 * The rule for names: text on one line. A line break in a name could forge a line in a log, a list or an e-mail's
 * subject.
 */
public final class OneLine {

    /** Excludes control characters (Unicode category Cc). */
    public static final String REGEXP = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";

    /** What is said of text that has some. */
    public static final String MESSAGE = "must not contain control characters";

    private OneLine() {}
}
