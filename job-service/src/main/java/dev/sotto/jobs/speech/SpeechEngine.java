package dev.sotto.jobs.speech;

import dev.sotto.jobs.transcripts.Transcript;
import java.io.IOException;

/** A port to something that transcribes. Blocks: for worker threads. Safe for as many as its concurrency says. */
public interface SpeechEngine {

    /** The word for it in workflows and transcripts. */
    String name();

    SpeechCapabilities capabilities();

    /**
     * Transcribes; silence gives a transcript without segments.
     *
     * @throws SpeechRefused what is asked for is not in this engine's power, trying again would not help
     * @throws java.util.concurrent.CancellationException {@link SpeechProgress#cancelled} said so
     * @throws InterruptedException this thread was interrupted
     * @throws IOException the recording or the engine cannot be reached; trying again may help
     */
    Transcript transcribe(SpeechRequest request, SpeechProgress progress) throws IOException, InterruptedException;
}
