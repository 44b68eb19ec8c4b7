package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Transcript;
import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperContextParams;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import io.github.givimad.whisperjni.WhisperState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * whisper.cpp in this process, with one model. The model is loaded at first use and shared; each run has a state of its
 * own (some 190 MB beside the heap). A run can be stopped between pieces, because the library has no other way.
 */
final class WhisperJniEngine implements SpeechEngine {

    private static final Logger LOG = Logger.getLogger(WhisperJniEngine.class);
    private static final long MOST_MS = 60_000;
    private static final float FULL_SCALE = 32_768f;
    /** whisper.cpp counts in hundredths of a second. */
    private static final long TICK_MS = 10;

    private final EngineSetup setup;
    private final Path file;
    private final String model;
    private final int concurrency;
    private @Nullable Loaded loaded;

    WhisperJniEngine(EngineSetup setup, Path file, int concurrency) {
        this.setup = setup;
        this.file = file;
        this.model = file.getFileName().toString().replaceFirst("^ggml-", "").replaceFirst("\\.bin$", "");
        this.concurrency = concurrency;
    }

    private record Loaded(WhisperJNI library, WhisperContext context, boolean multilingual) {}

    @Override
    public String name() {
        return setup.name();
    }

    @Override
    public SpeechCapabilities capabilities() {
        return new SpeechCapabilities(
                false, true, true, false, true, false, true, false, setup.languages(), List.of(model), concurrency);
    }

    @Override
    public Transcript transcribe(SpeechRequest request, SpeechProgress progress) throws IOException {
        Loaded whisper = loaded();
        SpeechOptions options = request.options();
        Heard heard = new Heard(request.durationMs());
        try (WhisperState state = whisper.library().initState(whisper.context());
                FileChannel sound = FileChannel.open(request.pcm())) {
            for (Piece piece : Piece.of(request.pcm(), Math.min(setup.pieceMs(), MOST_MS))) {
                if (progress.cancelled() || Thread.interrupted()) {
                    throw new CancellationException("transcription cancelled");
                }
                hear(whisper, state, options, samples(sound, piece), piece, heard);
                progress.processed(piece.endMs());
            }
        }
        String language = options.translate() || !whisper.multilingual() ? "en" : options.language();
        return heard.transcript(name(), model, options.task(), language);
    }

    private synchronized Loaded loaded() throws IOException {
        if (loaded == null) {
            GgmlFile.require(file);
            WhisperJNI.loadLibrary(line -> LOG.debug(line.strip()));
            WhisperJNI.setLibraryLogger(line -> LOG.debug(line.strip()));
            WhisperJNI library = new WhisperJNI();
            WhisperContextParams parameters = new WhisperContextParams();
            parameters.useGPU = true;
            WhisperContext context = library.initNoState(file, parameters);
            if (context == null) {
                throw new EngineFailed("whisper.cpp cannot load the model " + model);
            }
            loaded = new Loaded(library, context, library.isMultilingual(context));
        }
        return loaded;
    }

    private void hear(
            Loaded whisper, WhisperState state, SpeechOptions options, float[] samples, Piece piece, Heard heard)
            throws EngineFailed {
        WhisperFullParams parameters = new WhisperFullParams();
        parameters.nThreads = setup.settings().threads();
        parameters.language = options.language() == null && whisper.multilingual() ? "auto" : options.language();
        parameters.translate = options.translate();
        parameters.initialPrompt = options.prompt();
        parameters.printProgress = false;
        parameters.printTimestamps = false;
        int failure = whisper.library().fullWithState(whisper.context(), state, parameters, samples, samples.length);
        if (failure != 0) {
            throw new EngineFailed("whisper.cpp failed with " + failure);
        }
        int segments = whisper.library().fullNSegmentsFromState(state);
        for (int i = 0; i < segments; i++) {
            heard.add(
                    piece,
                    whisper.library().fullGetSegmentTimestamp0FromState(state, i) * TICK_MS,
                    whisper.library().fullGetSegmentTimestamp1FromState(state, i) * TICK_MS,
                    whisper.library().fullGetSegmentTextFromState(state, i));
        }
    }

    private static float[] samples(FileChannel sound, Piece piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) piece.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && sound.read(bytes, piece.firstByte() + bytes.position()) >= 0) {
            // reads on
        }
        bytes.flip();
        float[] samples = new float[bytes.limit() / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort(i * Short.BYTES) / FULL_SCALE;
        }
        return samples;
    }
}
