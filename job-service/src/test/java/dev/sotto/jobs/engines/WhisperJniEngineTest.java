package dev.sotto.jobs.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Transcript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * whisper.cpp in this process, with a model without weights: it loads and runs, and hears nothing. Recognition with real
 * weights was not tried here.
 */
class WhisperJniEngineTest {

    private static final int[] TINY = {51_865, 1_500, 384, 6, 4, 448, 384, 6, 4, 80, 1};

    @TempDir
    Path directory;

    @Test
    void runsAModelAndHearsNothingWithoutWeights() throws Exception {
        WhisperJniEngine engine = engine(model());

        Transcript heard = engine.transcribe(request(), SpeechProgress.NONE);

        assertThat(heard.segments()).isEmpty();
        assertThat(heard.model()).isEqualTo("test");
        assertThat(heard.engine()).isEqualTo("native");
        assertThatThrownBy(() -> engine.transcribe(request(), cancelled())).isInstanceOf(CancellationException.class);
    }

    @Test
    void damagedModelsAreErrorsAndNotTheEndOfTheProcess() throws Exception {
        byte[] whole = Files.readAllBytes(model());
        Path missing = directory.resolve("ggml-missing.bin");
        assertFails(missing, "cannot be read");
        assertFails(Files.write(directory.resolve("ggml-empty.bin"), new byte[0]), "is cut");
        assertFails(
                Files.write(directory.resolve("ggml-zip.bin"), "PK..............".getBytes(UTF_8)), "not in the ggml");
        for (int length : new int[] {3, 40, 60, 10_000, whole.length - 1}) {
            assertFails(Files.write(directory.resolve("ggml-cut.bin"), Arrays.copyOf(whole, length)), "is cut");
        }
        byte[] negative = whole.clone();
        negative[7] = (byte) 0x80;
        assertFails(Files.write(directory.resolve("ggml-negative.bin"), negative), "is damaged");
        byte[] tensorCut = Arrays.copyOf(whole, whole.length + 20);
        ByteBuffer.wrap(tensorCut)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(whole.length)
                .putInt(1)
                .putInt(4)
                .putInt(0)
                .putInt(1_000)
                .putInt(0);
        assertFails(Files.write(directory.resolve("ggml-tensor.bin"), tensorCut), "is cut");
    }

    private void assertFails(Path file, String why) throws IOException {
        SpeechRequest request = request();
        assertThatThrownBy(() -> engine(file).transcribe(request, SpeechProgress.NONE))
                .isInstanceOf(EngineFailed.class)
                .hasMessageContaining(why);
    }

    private static WhisperJniEngine engine(Path model) {
        return new WhisperJniEngine(Setups.of("native", model), model, 1);
    }

    private static SpeechProgress cancelled() {
        return new SpeechProgress() {
            @Override
            public void processed(long millis) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
    }

    private SpeechRequest request() throws IOException {
        Path pcm = Files.write(directory.resolve("second.pcm"), new byte[1_000 * Piece.BYTES_A_MILLISECOND]);
        return new SpeechRequest(pcm, 1_000, SpeechOptions.PLAIN);
    }

    /** Header, mel filters and vocabulary, and no tensors: whisper.cpp takes it for a model for tests. */
    private Path model() throws IOException {
        int filters = 80 * 201;
        ByteBuffer file = ByteBuffer.allocate(4 + TINY.length * 4 + 8 + filters * 4 + 4 + TINY[0] * 12)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x67676d6c);
        Arrays.stream(TINY).forEach(file::putInt);
        file.putInt(80).putInt(201);
        file.position(file.position() + filters * 4);
        int tokens = 50_257;
        file.putInt(tokens);
        for (int i = 0; i < tokens; i++) {
            byte[] token = Integer.toString(i).getBytes(UTF_8);
            file.putInt(token.length).put(token);
        }
        Path path = directory.resolve("ggml-test.bin");
        return Files.write(path, Arrays.copyOf(file.array(), file.position()));
    }
}
