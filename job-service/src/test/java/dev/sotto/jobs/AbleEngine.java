package dev.sotto.jobs;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** An engine that can do everything, and whose transcript says what it was asked for. */
@Singleton
public class AbleEngine implements SpeechEngine {

    public static final String NAME = "able";
    public static final String SMALL = "small";
    public static final String LARGE = "large-v3";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SpeechCapabilities capabilities() {
        return new SpeechCapabilities(
                false, true, true, true, true, true, true, true, Set.of(), List.of(SMALL, LARGE), 100);
    }

    @Override
    public Transcript transcribe(SpeechRequest request, SpeechProgress progress) {
        SpeechOptions options = request.options();
        String text = options.task() + " " + options.language() + " " + options.model() + " " + options.prompt() + " "
                + options.hotwords();
        List<Word> words = List.of(new Word(options.task(), 0, 250, 0.9), new Word("…", 250, 500, null));
        Segment segment = new Segment(0, 0, 500, text, null, -0.25, 0.01, words);
        String language = options.language() == null ? "en" : options.language();
        String model = options.model() == null ? SMALL : options.model();
        return Transcript.of(NAME, model, options.task(), language, request.durationMs(), List.of(segment));
    }
}
