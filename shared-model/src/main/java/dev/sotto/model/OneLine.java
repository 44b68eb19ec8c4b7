package dev.sotto.model;

/** Text on one line, as names are: what ends up in subjects, lists and logs can't begin a line of its own there. */
public final class OneLine {

    /** No control characters (Unicode's category Cc). */
    public static final String REGEXP = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";

    /** What is said of text that has some. */
    public static final String MESSAGE = "must not contain control characters";

    private OneLine() {}
}
