package dev.sotto.jobs.engines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.engines.FakeServer.Asked;
import dev.sotto.jobs.engines.FakeServer.Told;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocols of the servers, spoken by servers of the test. */
class EngineProtocolTest {

    private static final SpeechOptions ALL =
            new SpeechOptions("fr", true, null, "Bonjour & \"Sotto\".", List.of("Sotto", "Ada"), false);
    private static final String SEGMENT =
            "{\"id\":0,\"start\":0.2,\"end\":1.5,\"text\":\" Hello Ada. \",\"avg_logprob\":-0.2,\"no_speech_prob\":0.01%s}";

    @TempDir
    Path directory;

    @Test
    void openAiIsAskedForSegmentsAndWords() throws Exception {
        try (FakeServer server = new FakeServer(
                asked -> Told.json(
                        "{\"task\":\"transcribe\",\"language\":\"english\","
                                + "\"duration\":\"2.0\",\"text\":\"Hello Ada.\",\"segments\":[" + SEGMENT.formatted("")
                                + "],\"words\":[{\"word\":\"Hello\",\"start\":0.2,\"end\":0.8},{\"word\":\"Ada.\",\"start\":0.9,\"end\":1.5}]}"))) {
            Transcript heard = transcribe(EngineType.OPENAI, server.url(), sound(2_000), SpeechOptions.PLAIN);

            assertThat(heard.text()).isEqualTo("Hello Ada.");
            assertThat(heard.language()).isEqualTo("en");
            assertThat(heard.model()).isEqualTo("whisper-1");
            assertThat(heard.segments().get(0).words())
                    .containsExactly(new Word("Hello", 200, 800, null), new Word("Ada.", 900, 1500, null));
            Asked asked = server.asked.get(0);
            assertThat(asked.target()).isEqualTo("/audio/transcriptions");
            assertThat(asked.authorization()).isEqualTo("Bearer s3cret");
            assertThat(asked.body())
                    .contains("name=\"response_format\"\r\n\r\nverbose_json")
                    .contains("name=\"timestamp_granularities[]\"\r\n\r\nword")
                    .contains("name=\"file\"; filename=\"sound.wav\"")
                    .contains("RIFF");
        }
    }

    @Test
    void openAiTranslatesAtTheOtherPath() throws Exception {
        try (FakeServer server = new FakeServer(asked -> Told.json("{\"text\":\"Hello.\"}"))) {
            Transcript heard = transcribe(EngineType.OPENAI, server.url(), sound(2_000), ALL);

            assertThat(heard.text()).isEqualTo("Hello.");
            assertThat(heard.task()).isEqualTo("translate");
            assertThat(heard.language()).isEqualTo("en");
            assertThat(server.asked.get(0).target()).isEqualTo("/audio/translations");
            assertThat(server.asked.get(0).body())
                    .contains("Bonjour & \"Sotto\".")
                    .doesNotContain("\"language\"");
        }
    }

    @Test
    void longSoundIsSentInPiecesAndTimesAreThoseOfTheWhole() throws Exception {
        try (FakeServer server = new FakeServer(
                asked -> Told.json(
                        "{\"language\":\"en\",\"segments\":[{\"start\":1,\"end\":2,\"text\":\"piece\"}],\"text\":\"piece\"}"))) {
            List<Long> processed = new ArrayList<>();
            Transcript heard = engine(EngineType.OPENAI, server.url())
                    .transcribe(new SpeechRequest(sound(70_000), 70_000, SpeechOptions.PLAIN), processed::add);

            assertThat(server.asked).hasSize(3);
            assertThat(heard.segments()).hasSize(3);
            assertThat(heard.segments().get(1).startMs()).isBetween(16_000L, 31_000L);
            assertThat(processed).isSorted().endsWith(70_000L);
        }
    }

    @Test
    void whisperCppIsAskedToDetectTheLanguage() throws Exception {
        try (FakeServer server = new FakeServer(asked -> Told.json("{\"language\":\"french\",\"segments\":["
                + SEGMENT.formatted(
                        ",\"words\":[{\"word\":\" Hello\",\"start\":0.2,\"end\":0.8,\"t_dtw\":-1,\"probability\":0.93}]")
                + "]}"))) {
            Transcript heard = transcribe(EngineType.WHISPER_CPP, server.url(), sound(2_000), SpeechOptions.PLAIN);

            assertThat(heard.language()).isEqualTo("fr");
            assertThat(heard.segments().get(0).words()).containsExactly(new Word("Hello", 200, 800, 0.93));
            assertThat(server.asked.get(0).target()).isEqualTo("/inference");
            assertThat(server.asked.get(0).body())
                    .contains("name=\"language\"\r\n\r\nauto")
                    .contains("name=\"translate\"\r\n\r\nfalse");
        }
    }

    @Test
    void whisperWebUiIsAskedUntilTheTaskIsCompleted() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (FakeServer server = new FakeServer(asked -> asked.method().equals("POST")
                ? Told.json(201, "{\"identifier\":\"3f-1\",\"status\":\"queued\",\"message\":\"x\"}")
                : Told.json(
                        looks.incrementAndGet() < 2
                                ? "{\"status\":\"in_progress\",\"progress\":0.5}"
                                : "{\"status\":\"completed\",\"progress\":1.0,\"result\":["
                                        + "{\"text\":\"SPEAKER_00|Hello.\",\"start\":0.2,\"end\":1.5,\"words\":null},"
                                        + "{\"text\":null,\"start\":null,\"end\":null}]}"))) {
            List<Long> processed = new ArrayList<>();
            SpeechOptions diarized = new SpeechOptions("fr", false, null, "é&", List.of("Ada", "Sotto"), true);
            Transcript heard = engine(EngineType.WHISPER_WEBUI, server.url())
                    .transcribe(new SpeechRequest(sound(2_000), 2_000, diarized), processed::add);

            assertThat(heard.text()).isEqualTo("Hello.");
            assertThat(heard.segments().get(0).speaker()).isEqualTo("SPEAKER_00");
            assertThat(server.asked.get(0).target())
                    .startsWith("/transcription/?model_size=large-v2")
                    .contains("is_diarize=true", "lang=fr", "initial_prompt=%C3%A9%26", "hotwords=Ada%2C+Sotto");
            assertThat(server.asked.get(1).target()).isEqualTo("/task/3f-1");
            assertThat(processed).contains(1_000L);
        }
    }

    @Test
    void whisperWebUiGetsNoTaskWhileACancelledOneWorks() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (FakeServer server = new FakeServer(asked -> asked.method().equals("POST")
                ? Told.json(201, "{\"identifier\":\"a\"}")
                : Told.json(
                        looks.incrementAndGet() < 3
                                ? "{\"status\":\"in_progress\",\"progress\":0." + looks.get() + "}"
                                : "{\"status\":\"completed\",\"result\":[]}"))) {
            SpeechEngine engine = engine(EngineType.WHISPER_WEBUI, server.url());
            SpeechRequest request = new SpeechRequest(sound(2_000), 2_000, SpeechOptions.PLAIN);
            assertThatThrownBy(() -> engine.transcribe(request, cancelledAfterProgress()))
                    .isInstanceOf(CancellationException.class);

            engine.transcribe(request, SpeechProgress.NONE);

            List<String> methods = server.asked.stream().map(Asked::method).toList();
            assertThat(methods.lastIndexOf("POST"))
                    .as("the second task begins after the first has ended: %s", methods)
                    .isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void whisperWebUiThatLostTheTaskHasFailed() throws Exception {
        try (FakeServer server = new FakeServer(asked -> asked.method().equals("POST")
                ? Told.json(201, "{\"identifier\":\"a\"}")
                : Told.json(404, "{\"detail\":\"Identifier not found\"}"))) {
            assertThatThrownBy(
                            () -> transcribe(EngineType.WHISPER_WEBUI, server.url(), sound(1_000), SpeechOptions.PLAIN))
                    .isExactlyInstanceOf(EngineFailed.class)
                    .hasMessageContaining("does not know the task");
        }
    }

    @Test
    void whisperWebUiThatNeverMovesHasFailed() throws Exception {
        try (FakeServer server = new FakeServer(asked -> asked.method().equals("POST")
                ? Told.json(201, "{\"identifier\":\"a\"}")
                : Told.json("{\"status\":\"queued\",\"progress\":0.0}"))) {
            EngineSetup setup = Setups.impatient("w", EngineType.WHISPER_WEBUI, server.url());
            WhisperWebUiEngine engine = new WhisperWebUiEngine(
                    setup, new EngineServer(Setups.of("w", EngineType.WHISPER_WEBUI, server.url())));

            assertThatThrownBy(() -> engine.transcribe(
                            new SpeechRequest(sound(1_000), 1_000, SpeechOptions.PLAIN), SpeechProgress.NONE))
                    .hasMessageContaining("no progress");
        }
    }

    /** What a server may do instead of answering. */
    enum Fault {
        HTML(EngineFailed.class, asked -> new Told(200, "text/html", "<html>busy</html>".getBytes(ISO_8859_1))),
        NO_UTF_8(
                EngineFailed.class,
                asked -> new Told(200, "application/json", "{\"text\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1))),
        CUT(EngineFailed.class, asked -> Told.json("{\"segments\":[{\"start\":1")),
        A_NUMBER(EngineFailed.class, asked -> Told.json("5")),
        EMPTY(EngineFailed.class, asked -> Told.json("")),
        NOTHING_KNOWN(EngineFailed.class, asked -> Told.json("{\"message\":\"hello\"}")),
        TOO_LARGE(EngineFailed.class, asked -> new Told(200, "application/json", new byte[70_000_000])),
        BROKEN(EngineFailed.class, asked -> Told.json(500, "{\"error\":\"failed to process audio\"}")),
        NOT_UNDERSTOOD(EngineFailed.class, asked -> Told.json(400, "{\"error\":{\"message\":\"x\"}}")),
        REDIRECT(EngineFailed.class, asked -> Told.json(307, "{}")),
        DROPPED(EngineFailed.class, asked -> {
            throw new IllegalStateException("drops the connection");
        }),
        WRONG_KEY(EngineAway.class, asked -> Told.json(401, "{}")),
        BUSY(EngineAway.class, asked -> Told.json(429, "{}")),
        LOADING(EngineAway.class, asked -> Told.json(503, "{\"status\":\"loading model\"}"));

        private final Class<? extends Throwable> failure;
        private final Function<Asked, Told> answer;

        Fault(Class<? extends Throwable> failure, Function<Asked, Told> answer) {
            this.failure = failure;
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultsOfServersFailTheAttempt(Fault fault) throws Exception {
        try (FakeServer server = new FakeServer(fault.answer)) {
            for (EngineType type : List.of(EngineType.OPENAI, EngineType.WHISPER_CPP, EngineType.WHISPER_WEBUI)) {
                assertThatThrownBy(() -> transcribe(type, server.url(), sound(1_000), SpeechOptions.PLAIN))
                        .as(type.word())
                        .isExactlyInstanceOf(fault.failure)
                        .hasMessageNotContaining("127.0.0.1");
            }
        }
    }

    @Test
    void serverThatIsNotThereIsAway() throws Exception {
        URI gone;
        try (FakeServer server = new FakeServer(asked -> Told.json("{}"))) {
            gone = server.url();
        }

        assertThatThrownBy(() -> transcribe(EngineType.WHISPER_CPP, gone, sound(1_000), SpeechOptions.PLAIN))
                .isExactlyInstanceOf(EngineAway.class);
    }

    @Test
    void silentServerIsGivenUpAndCancellationDoesNotWaitForIt() throws Exception {
        FakeServer[] self = new FakeServer[1];
        try (FakeServer server = new FakeServer(asked -> self[0].stall())) {
            self[0] = server;
            EngineSetup setup = Setups.impatient("w", EngineType.OPENAI, server.url());
            SpeechRequest request = new SpeechRequest(sound(1_000), 1_000, SpeechOptions.PLAIN);
            assertThatThrownBy(() -> new OpenAiEngine(setup, new EngineServer(setup), 1)
                            .transcribe(request, SpeechProgress.NONE))
                    .hasMessageContaining("did not answer within");

            assertThatThrownBy(() -> engine(EngineType.OPENAI, server.url()).transcribe(request, cancelled()))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void timesThatCannotBeAreMadeOnesThatCan() throws Exception {
        try (FakeServer server = new FakeServer(asked -> Told.json("{\"language\":\"Klingon\",\"segments\":["
                + "{\"start\":1.0,\"end\":0.5,\"text\":\"ends before it begins\"},"
                + "{\"start\":-3,\"end\":0.4,\"text\":\"negative\"},"
                + "{\"start\":NaN,\"end\":null,\"text\":\"none\",\"avg_logprob\":NaN,\"no_speech_prob\":7},"
                + "{\"start\":1e300,\"end\":\"x\",\"text\":\"far\"},"
                + "{\"text\":null},{\"text\":\" \\u0000\\n\"},17]}"))) {
            Transcript heard = transcribe(EngineType.WHISPER_CPP, server.url(), sound(2_000), SpeechOptions.PLAIN);

            assertThat(heard.segments())
                    .extracting("text")
                    .containsExactly("negative", "none", "ends before it begins", "far");
            assertThat(heard.segments()).extracting("i").containsExactly(0, 1, 2, 3);
            assertThat(heard.segments().get(1).noSpeechProb()).isNull();
            assertThat(heard.language()).isEqualTo("und");
        }
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

    private static SpeechProgress cancelledAfterProgress() {
        return new SpeechProgress() {
            private boolean begun;

            @Override
            public void processed(long millis) {
                begun = true;
            }

            @Override
            public boolean cancelled() {
                return begun;
            }
        };
    }

    private static SpeechEngine engine(EngineType type, URI url) {
        EngineSetup setup = Setups.of("w", type, url);
        EngineServer server = new EngineServer(setup);
        return switch (type) {
            case OPENAI -> new OpenAiEngine(setup, server, 1);
            case WHISPER_CPP -> new WhisperCppEngine(setup, server);
            default -> new WhisperWebUiEngine(setup, server);
        };
    }

    private static Transcript transcribe(EngineType type, URI url, Path sound, SpeechOptions options)
            throws IOException, InterruptedException {
        return engine(type, url)
                .transcribe(
                        new SpeechRequest(sound, Files.size(sound) / Piece.BYTES_A_MILLISECOND, options),
                        SpeechProgress.NONE);
    }

    private Path sound(int millis) throws IOException {
        return Files.write(directory.resolve(millis + ".pcm"), new byte[millis * Piece.BYTES_A_MILLISECOND]);
    }
}
