package dev.sotto.imports;

/** Why a task can't be taken: a sentence for the list of refused rows. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String reason) {
        // A million of them may be thrown: no stack traces.
        super(reason, null, false, false);
    }
}
