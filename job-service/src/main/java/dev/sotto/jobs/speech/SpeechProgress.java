package dev.sotto.jobs.speech;

/** The caller's side of a run. Both are called on the transcribing thread, several times a second, and must be quick. */
@FunctionalInterface
public interface SpeechProgress {

    SpeechProgress NONE = millis -> {};

    /** How much of the recording has been worked through, in milliseconds; never goes back. */
    void processed(long millis);

    /** Whether to stop. */
    default boolean cancelled() {
        return false;
    }
}
