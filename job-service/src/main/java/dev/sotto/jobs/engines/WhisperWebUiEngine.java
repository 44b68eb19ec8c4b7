package dev.sotto.jobs.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Transcript;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The REST backend of Whisper-WebUI. It must never get two tasks, because they share one model. A task cannot be
 * stopped, and one that fails stays in progress for ever. So a run ends when nothing moves for too long, and the next run
 * waits for the task that a cancelled one has left behind. Source: Whisper-WebUI, {@code backend}.
 */
final class WhisperWebUiEngine implements SpeechEngine {

    private static final Logger LOG = Logger.getLogger(WhisperWebUiEngine.class);
    private static final String DEFAULT_MODEL = "large-v2";
    private static final long LOOK_EVERY_MS = 1_000;

    private final EngineSetup setup;
    private final EngineServer server;
    private final List<String> models;
    /** The task of a run that was cancelled. It may still be working. */
    private @Nullable String leftBehind;

    WhisperWebUiEngine(EngineSetup setup, EngineServer server) {
        this.setup = setup;
        this.server = server;
        this.models = setup.models(DEFAULT_MODEL);
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
        return new SpeechCapabilities(true, false, true, true, true, true, true, true, setup.languages(), models, 1);
    }

    @Override
    public synchronized Transcript transcribe(SpeechRequest request, SpeechProgress progress)
            throws IOException, InterruptedException {
        awaitLeftBehind(progress);
        SpeechOptions options = request.options();
        String model = options.model() == null ? models.get(0) : options.model();
        String task = begin(request, model, progress);
        leftBehind = task;
        JsonNode ended = ended(task, request.durationMs(), progress);
        Heard heard = new Heard(request.durationMs());
        JsonNode segments = ended.path("result");
        if (!segments.isArray()) {
            throw new EngineFailed("answered no segments");
        }
        heard.add(Piece.whole(request.durationMs()), options.diarize() ? withSpeakers((ArrayNode) segments) : segments);
        return heard.transcript(name(), model, options.task(), options.translate() ? "en" : options.language());
    }

    private void awaitLeftBehind(SpeechProgress progress) throws IOException, InterruptedException {
        if (leftBehind != null) {
            try {
                ended(leftBehind, 0, progress);
            } catch (EngineAway away) {
                throw away;
            } catch (EngineFailed over) {
                LOG.debugf("The task that was left behind at engine %s is over: %s", name(), over.getMessage());
            }
        }
    }

    /** Waits until the server works on the task no more, or shows no progress. */
    private JsonNode ended(String task, long durationMs, SpeechProgress progress)
            throws IOException, InterruptedException {
        try {
            JsonNode state = await(task, durationMs, progress);
            leftBehind = null;
            return state;
        } catch (EngineAway away) {
            throw away;
        } catch (EngineFailed over) {
            leftBehind = null;
            throw over;
        }
    }

    private String begin(SpeechRequest request, String model, SpeechProgress progress)
            throws IOException, InterruptedException {
        // The slash at the end is a part of the path: without it, the answer is a redirect.
        JsonNode begun = server.json(
                new SoundForm()
                        .post(
                                server.request("/transcription/?" + query(request.options(), model)),
                                request.pcm(),
                                Piece.whole(request.durationMs()))
                        .build(),
                progress);
        String task = begun.path("identifier").asText("");
        if (!task.matches("[A-Za-z0-9-]{1,100}")) {
            throw new EngineFailed("answered no identifier of a task");
        }
        return task;
    }

    private static String query(SpeechOptions options, String model) {
        StringBuilder query = new StringBuilder("model_size=" + encoded(model));
        query.append("&is_translate=").append(options.translate());
        query.append("&word_timestamps=").append(!options.diarize());
        query.append("&is_diarize=").append(options.diarize());
        query.append("&vad_filter=false&max_speech_duration_s=9999");
        if (options.language() != null) {
            query.append("&lang=").append(encoded(options.language()));
        }
        if (options.prompt() != null) {
            query.append("&initial_prompt=").append(encoded(options.prompt()));
        }
        if (!options.hotwords().isEmpty()) {
            query.append("&hotwords=").append(encoded(String.join(", ", options.hotwords())));
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private JsonNode await(String task, long durationMs, SpeechProgress progress)
            throws IOException, InterruptedException {
        double done = -1;
        long moved = System.nanoTime();
        while (true) {
            JsonNode state = state(task, progress);
            switch (state.path("status").asText("")) {
                case "completed" -> {
                    return state;
                }
                case "failed", "cancelled" -> throw new EngineFailed("says that the task failed");
                default -> {
                    double now = state.path("progress").asDouble(0);
                    if (now > done) {
                        done = now;
                        moved = System.nanoTime();
                        progress.processed((long) (Math.min(Math.max(now, 0), 1) * durationMs));
                    }
                }
            }
            if (System.nanoTime() - moved > setup.patience().toNanos()) {
                throw new EngineFailed("shows no progress for " + setup.patience());
            }
            if (progress.cancelled()) {
                throw new CancellationException("transcription cancelled");
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    /** A server that was restarted does not know the task any more, or never goes on with it. */
    private JsonNode state(String task, SpeechProgress progress) throws IOException, InterruptedException {
        EngineServer.Answer answer =
                server.send(server.request("/task/" + task).GET().build(), progress);
        if (answer.status() == 404) {
            throw new EngineFailed("does not know the task any more");
        }
        return server.json(answer);
    }

    /** With speakers, a text is {@code SPEAKER_00|text}. */
    private static ArrayNode withSpeakers(ArrayNode segments) {
        for (JsonNode segment : segments) {
            String text = segment.path("text").asText("");
            int bar = text.indexOf('|');
            if (bar >= 0 && segment instanceof ObjectNode known) {
                known.put("speaker", text.substring(0, bar)).put("text", text.substring(bar + 1));
            }
        }
        return segments;
    }
}
