package dev.sotto.jobs.dispatch;

/** How a run of a job ended on this machine; what follows from it is a {@link RetryDecision}. */
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

        /** Neither the recording's fault nor the engine's: a file that is lost, a full disk, FFmpeg that does not start. */
        static final Broken MACHINE_FAILED = new Broken(
                "internal-error",
                "Sotto could not process the recording because of an internal error. The recording is not the cause.",
                true);
    }

    /** It was stopped from outside. */
    record Stopped() implements Outcome {}
}
