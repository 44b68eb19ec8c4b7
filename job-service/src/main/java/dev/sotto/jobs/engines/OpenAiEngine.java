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
 * Any server with OpenAI's API for transcriptions: OpenAI, speaches, LocalAI, vLLM, Groq. Source: OpenAI's API reference,
 * "Audio".
 */
final class OpenAiEngine implements SpeechEngine {

    private static final String DEFAULT_MODEL = "whisper-1";
    /** OpenAI takes 25 MiB. */
    private static final long MOST_MS = 25L * 1024 * 1024 / Piece.BYTES_A_MILLISECOND - 60_000;

    private final EngineSetup setup;
    private final EngineServer server;
    private final List<String> models;
    private final int concurrency;

    OpenAiEngine(EngineSetup setup, EngineServer server, int concurrency) {
        this.setup = setup;
        this.server = server;
        this.models = setup.models(DEFAULT_MODEL);
        this.concurrency = concurrency;
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
        return new SpeechCapabilities(
                false, true, true, false, true, true, true, false, setup.languages(), models, concurrency);
    }

    @Override
    public Transcript transcribe(SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        SpeechOptions options = request.options();
        String model = options.model() == null ? models.get(0) : options.model();
        Heard heard = new Heard(request.durationMs());
        String language = options.language();
        for (Piece piece : Piece.of(request.pcm(), Math.min(setup.pieceMs(), MOST_MS))) {
            JsonNode answer = answer(request, model, piece, progress);
            if (language == null) {
                language = answer.path("language").asText(null);
            }
            add(heard, piece, answer);
            progress.processed(piece.endMs());
        }
        return heard.transcript(name(), model, options.task(), options.translate() ? "en" : language);
    }

    private JsonNode answer(SpeechRequest request, String model, Piece piece, SpeechProgress progress)
            throws IOException, InterruptedException {
        SpeechOptions options = request.options();
        SoundForm form = new SoundForm().field("model", model).field("temperature", 0);
        if (givesTimes(model)) {
            form.field("response_format", "verbose_json")
                    .field("timestamp_granularities[]", "segment")
                    .field("timestamp_granularities[]", "word");
        } else {
            form.field("response_format", "json");
        }
        give(form, "language", options.translate() ? null : options.language());
        give(form, "prompt", options.prompt());
        String path = options.translate() ? "/audio/translations" : "/audio/transcriptions";
        return server.json(form.post(server.request(path), request.pcm(), piece).build(), progress);
    }

    /** OpenAI's models after Whisper answer with a text alone. */
    private static boolean givesTimes(String model) {
        return !model.startsWith("gpt-");
    }

    private static void give(SoundForm form, String name, @Nullable String value) {
        if (value != null) {
            form.field(name, value);
        }
    }

    private static void add(Heard heard, Piece piece, JsonNode answer) throws EngineFailed {
        JsonNode segments = answer.path("segments");
        if (segments.isArray()) {
            heard.add(piece, segments);
            heard.addWords(piece, answer.path("words"));
        } else if (answer.path("text").isTextual()) {
            heard.add(piece, answer.path("text").asText());
        } else {
            throw new EngineFailed("answered neither segments nor a text");
        }
    }
}
