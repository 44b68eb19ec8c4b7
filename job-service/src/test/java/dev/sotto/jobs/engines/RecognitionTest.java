package dev.sotto.jobs.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sotto.jobs.engines.FakeServer.Asked;
import dev.sotto.jobs.engines.FakeServer.Told;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRefused;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.model.jobs.JobWarning;
import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does a job, and what happens when an engine fails. */
class RecognitionTest {

    private static final String HELLO =
            "{\"language\":\"en\",\"segments\":[{\"start\":0.1,\"end\":0.9,\"text\":\"Hello.\"}]}";

    private static final UUID TENANT = new UUID(0, 1);
    private static final UUID ANOTHER = new UUID(0, 2);

    @TempDir
    Path directory;

    @Test
    void anotherEngineTakesThePlaceOfOneThatFails() throws Exception {
        try (FakeServer broken = new FakeServer(asked -> Told.json(500, "{}"));
                FakeServer good = new FakeServer(asked -> Told.json(HELLO))) {
            Recognition recognition = recognition(cpp("a", broken), cpp("b", good));
            List<Long> processed = new ArrayList<>();

            Recognition.Result result =
                    recognition.transcribe(TENANT, null, request(SpeechOptions.PLAIN), processed::add);

            assertThat(result.transcript().engine()).isEqualTo("b");
            assertThat(broken.asked).hasSize(1);
            assertThat(processed).isSorted();
        }
    }

    @Test
    void engineThatFailsAgainAndAgainIsLeftAlone() throws Exception {
        try (FakeServer broken = new FakeServer(asked -> Told.json(500, "{}"));
                FakeServer good = new FakeServer(asked -> Told.json(HELLO))) {
            Recognition recognition = recognition(cpp("a", broken), cpp("b", good));

            for (int i = 0; i < 6; i++) {
                recognition.transcribe(
                        i % 2 == 0 ? TENANT : ANOTHER, null, request(SpeechOptions.PLAIN), SpeechProgress.NONE);
            }

            assertThat(broken.asked).hasSize(3);
            assertThat(good.asked).hasSize(6);
        }
    }

    @Test
    void recordingsOfOneTenantTakeNoEngineFromOthers() throws Exception {
        try (FakeServer broken = new FakeServer(asked -> Told.json(500, "{}"))) {
            Recognition recognition = recognition(cpp("a", broken));

            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() ->
                                recognition.transcribe(TENANT, null, request(SpeechOptions.PLAIN), SpeechProgress.NONE))
                        .isExactlyInstanceOf(EngineFailed.class);
            }

            assertThat(broken.asked).hasSize(6);
        }
    }

    @Test
    void jobWaitsWhileTheOnlyEngineIsAway() throws Exception {
        try (FakeServer loading = new FakeServer(asked -> Told.json(503, "{}"))) {
            Recognition recognition = recognition(cpp("a", loading));

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() ->
                                recognition.transcribe(TENANT, null, request(SpeechOptions.PLAIN), SpeechProgress.NONE))
                        .isInstanceOf(EnginesAway.class);
            }

            assertThat(loading.asked).as("it is asked again after a pause only").hasSize(1);
        }
    }

    @Test
    void nobodyIsAskedForAnEngineWhileAllThatCouldAreLeftAlone() throws Exception {
        SpeechOptions speakers = new SpeechOptions(null, false, null, null, List.of(), true);
        try (FakeServer loading = new FakeServer(asked -> Told.json(503, "{}"));
                FakeServer good = new FakeServer(asked -> Told.json(HELLO))) {
            Recognition recognition = recognition(cpp("a", loading), cpp("b", good));
            assertThatThrownBy(() ->
                            recognition.transcribe(TENANT, "a", request(SpeechOptions.PLAIN), SpeechProgress.NONE))
                    .isInstanceOf(EnginesAway.class);

            assertThatThrownBy(() -> recognition.requireEngine("a", SpeechOptions.PLAIN))
                    .isInstanceOf(EnginesAway.class);
            assertThatThrownBy(() -> recognition.requireEngine(null, speakers)).isInstanceOf(SpeechRefused.class);
            recognition.requireEngine(null, SpeechOptions.PLAIN);
            assertThat(loading.asked).hasSize(1);
            assertThat(good.asked).isEmpty();
        }
    }

    @Test
    void namedEngineAloneDoesTheJob() throws Exception {
        try (FakeServer good = new FakeServer(asked -> Told.json(HELLO));
                FakeServer broken = new FakeServer(asked -> Told.json(500, "{}"))) {
            Recognition recognition = recognition(cpp("a", good), cpp("b", broken));

            assertThatThrownBy(() ->
                            recognition.transcribe(TENANT, "b", request(SpeechOptions.PLAIN), SpeechProgress.NONE))
                    .isExactlyInstanceOf(EngineFailed.class);
            assertThat(good.asked).isEmpty();
        }
    }

    @Test
    void engineThatCannotDoItIsNotAsked() throws Exception {
        try (FakeServer cpp = new FakeServer(asked -> Told.json(HELLO))) {
            Recognition recognition = recognition(cpp("a", cpp));
            SpeechOptions speakers = new SpeechOptions(null, false, null, null, List.of(), true);

            assertThatThrownBy(() -> recognition.transcribe(TENANT, null, request(speakers), SpeechProgress.NONE))
                    .isInstanceOf(SpeechRefused.class);
            assertThat(cpp.asked).isEmpty();
        }
    }

    @Test
    void serialEngineNeverGetsTwoJobsAndTheOtherIsPreferredMeanwhile() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (FakeServer slow = new FakeServer(asked -> {
                    go.join();
                    return Told.json(HELLO);
                });
                FakeServer quick = new FakeServer(asked -> Told.json(HELLO))) {
            Recognition recognition = recognition(cpp("a", slow), cpp("b", quick));
            SpeechRequest request = request(SpeechOptions.PLAIN);
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> engineOf(recognition, request));
            await().atMost(TestTimeout.DURATION).until(() -> !slow.asked.isEmpty());

            String second = engineOf(recognition, request);
            go.complete(null);

            assertThat(second).isEqualTo("b");
            assertThat(first.join()).isEqualTo("a");
            assertThat(slow.most).hasValue(1);
        }
    }

    @Test
    void inventedTextIsTakenOut() throws Exception {
        String segments = "{\"language\":\"en\",\"segments\":["
                + "{\"start\":0.1,\"end\":0.4,\"text\":\"Hello.\"},"
                + line(0.4) + "," + line(0.5) + "," + line(0.6) + "," + line(0.7) + ","
                + "{\"start\":0.8,\"end\":0.9,\"text\":\"la la la la la la la la\"},"
                + "{\"start\":0.9,\"end\":1.0,\"text\":\"noise\",\"no_speech_prob\":0.9,\"avg_logprob\":-1.5},"
                + "{\"start\":1.7,\"end\":1.9,\"text\":\"heard in silence\"},"
                + "{\"start\":7,\"end\":9,\"text\":\"after the end\"}]}";
        try (FakeServer server = new FakeServer((Asked asked) -> Told.json(segments))) {
            Recognition.Result guarded =
                    recognition(cpp("a", server)).transcribe(TENANT, null, noisy(), SpeechProgress.NONE);

            assertThat(guarded.transcript().text()).isEqualTo("Hello. Thanks for watching! la");
            assertThat(guarded.warnings()).containsExactly(JobWarning.REPETITION_CUT);
            assertThat(guarded.transcript().segments()).extracting("i").containsExactly(0, 1, 2);

            Recognition open =
                    new Recognition(new Engines(List.of(cpp("a", server)), Clock.systemUTC()), new Guards(new Off()));
            assertThat(open.transcribe(TENANT, null, noisy(), SpeechProgress.NONE)
                            .transcript()
                            .segments())
                    .hasSize(9);
        }
    }

    private static String line(double start) {
        return "{\"start\":" + start + ",\"end\":" + (start + 0.1) + ",\"text\":\"Thanks for watching!\"}";
    }

    private record Off() implements GuardSettings {
        @Override
        public boolean silence() {
            return false;
        }

        @Override
        public boolean repetition() {
            return false;
        }

        @Override
        public boolean end() {
            return false;
        }
    }

    private record On() implements GuardSettings {
        @Override
        public boolean silence() {
            return true;
        }

        @Override
        public boolean repetition() {
            return true;
        }

        @Override
        public boolean end() {
            return true;
        }
    }

    private static String engineOf(Recognition recognition, SpeechRequest request) {
        try {
            return recognition
                    .transcribe(TENANT, null, request, SpeechProgress.NONE)
                    .transcript()
                    .engine();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SpeechEngine cpp(String name, FakeServer server) {
        EngineSetup setup = Setups.of(name, EngineType.WHISPER_CPP, server.url());
        return new WhisperCppEngine(setup, new EngineServer(setup));
    }

    private static Recognition recognition(SpeechEngine... engines) {
        return new Recognition(new Engines(List.of(engines), Clock.systemUTC()), new Guards(new On()));
    }

    private SpeechRequest request(SpeechOptions options) throws IOException {
        return new SpeechRequest(noisy().pcm(), 2_000, options);
    }

    /** A second and a half of sound, then half a second of silence. */
    private SpeechRequest noisy() throws IOException {
        ByteBuffer samples =
                ByteBuffer.allocate(2_000 * Piece.BYTES_A_MILLISECOND).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 1_400 * Piece.BYTES_A_MILLISECOND / Short.BYTES; i++) {
            samples.putShort(i * Short.BYTES, (short) (i % 2 == 0 ? 5_000 : -5_000));
        }
        Path pcm = Files.write(directory.resolve("noisy.pcm"), samples.array());
        return new SpeechRequest(pcm, 2_000, SpeechOptions.PLAIN);
    }
}
