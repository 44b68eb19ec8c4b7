package dev.sotto.imports;

/** A task cannot be imported. The message is a sentence for the list of refused rows. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String reason) {
        // No stack trace, because a million of these may be thrown.
        super(reason, null, false, false);
    }
}
