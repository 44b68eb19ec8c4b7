package dev.sotto.model;

/**
 * The rule for names: text on one line. A line break in a name could forge a line in a log, a list or an e-mail's
 * subject.
 */
public final class OneLine {

    /** Excludes control characters (Unicode category Cc). */
    public static final String REGEXP = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";

    /** The message for text that contains control characters. */
    public static final String MESSAGE = "must have no control characters";

    private OneLine() {}
}
