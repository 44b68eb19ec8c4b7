package dev.sotto.jobs.speech;

/**
 * The caller's side of a run. Both methods run on the transcribing thread, several times a second, and must be fast.
 */
@FunctionalInterface
public interface SpeechProgress {

    SpeechProgress NONE = millis -> {};

    /** Reports how much of the recording was processed, in milliseconds; never decreases. */
    void processed(long millis);

    /** Returns whether to stop. */
    default boolean cancelled() {
        return false;
    }
}
