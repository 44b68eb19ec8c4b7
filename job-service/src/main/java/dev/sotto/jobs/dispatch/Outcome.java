package dev.sotto.jobs.dispatch;

/** How a run of a job ended on this machine; what follows from it is a {@link Verdict}. */
sealed interface Outcome {

    /**
     * There is a transcript.
     *
     * @param result its name in the store
     * @param measuredMs decoded milliseconds
     * @param storedBytes recording and transcript
     */
    record Done(String result, long measuredMs, long storedBytes) implements Outcome {}

    /**
     * There is none.
     *
     * @param reason a stable word
     * @param error for people
     * @param worthRetrying whether another attempt may go better
     */
    record Broken(String reason, String error, boolean worthRetrying) implements Outcome {

        static final Broken ENGINE_FAILED =
                new Broken("engine-failed", "The speech engine failed on this recording.", true);
    }

    /** It was stopped from outside. */
    record Stopped() implements Outcome {}
}
