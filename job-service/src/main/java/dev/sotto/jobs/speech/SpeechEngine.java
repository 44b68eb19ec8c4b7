package dev.sotto.jobs.speech;

import dev.sotto.jobs.transcripts.Transcript;
import java.io.IOException;

/**
 * A port to a speech engine. Blocks, so it needs a worker thread. Supports as many simultaneous runs as its concurrency
 * says.
 */
public interface SpeechEngine {

    /** Returns the engine's name in workflows and transcripts. */
    String name();

    SpeechCapabilities capabilities();

    /**
     * Returns whether it runs elsewhere, so that it may fail by itself and recover. One in this process fails because of
     * a recording.
     */
    default boolean isRemote() {
        return false;
    }

    /**
     * Transcribes a recording. The caller has checked that the engine {@link SpeechCapabilities#lacks} nothing of what
     * is asked. Silence gives a transcript without segments.
     *
     * @throws SpeechRefused if the engine cannot do what is asked; a retry would not help
     * @throws java.util.concurrent.CancellationException if {@link SpeechProgress#cancelled} returned true
     * @throws InterruptedException if this thread was interrupted
     * @throws IOException if the recording or the engine cannot be reached; a retry may help
     */
    Transcript transcribe(SpeechRequest request, SpeechProgress progress) throws IOException, InterruptedException;
}
