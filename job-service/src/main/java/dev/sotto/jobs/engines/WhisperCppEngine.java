package dev.sotto.jobs.engines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Transcript;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server of whisper.cpp. It does one request at a time, and stops when its client hangs up. Source: whisper.cpp,
 * {@code examples/server}.
 */
final class WhisperCppEngine implements SpeechEngine {

    private static final String MODEL = "whisper.cpp";

    private final EngineSetup setup;
    private final EngineServer server;
    private final List<String> models;

    WhisperCppEngine(EngineSetup setup, EngineServer server) {
        this.setup = setup;
        this.server = server;
        this.models = setup.models(MODEL);
    }

    @Override
    public String name() {
        return setup.name();
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public SpeechCapabilities capabilities() {
        return new SpeechCapabilities(false, true, true, false, true, true, true, false, setup.languages(), models, 1);
    }

    @Override
    public Transcript transcribe(SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        SpeechOptions options = request.options();
        Heard heard = new Heard(request.durationMs());
        String language = options.language();
        for (Piece piece : Piece.of(request.pcm(), setup.pieceMs())) {
            JsonNode answer = server.json(
                    form(options, language)
                            .post(server.request("/inference"), request.pcm(), piece)
                            .build(),
                    progress);
            if (!answer.path("segments").isArray()) {
                throw new EngineFailed("answered no segments");
            }
            if (language == null) {
                language = Languages.code(answer.path("language").asText(null));
            }
            heard.add(piece, answer.path("segments"));
            progress.processed(piece.endMs());
        }
        return heard.transcript(name(), models.get(0), options.task(), options.translate() ? "en" : language);
    }

    /** Its default language is English, so the detection must be asked for. */
    private static SoundForm form(SpeechOptions options, @Nullable String language) {
        SoundForm form = new SoundForm()
                .field("response_format", "verbose_json")
                .field("temperature", "0.0")
                .field("temperature_inc", "0.2")
                .field("no_language_probabilities", true)
                .field("language", language == null || language.equals("und") ? "auto" : language)
                .field("translate", options.translate());
        return options.prompt() == null ? form : form.field("prompt", options.prompt());
    }
}
