package dev.sotto.jobs.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.media.Recordings;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SphinxEngineTest {

    private static final SphinxEngine ENGINE = new SphinxEngine("sphinx", 2);
    private static final String MEETING =
            "good morning the meeting will begin at ten o'clock" + " please send the report to the office before noon";
    private static final String CLIP = "the meeting will begin at ten o'clock";

    @TempDir
    private Path directory;

    @Test
    void transcribesMeetingWordForWord() throws Exception {
        List<Long> progress = new ArrayList<>();
        SpeechRequest meeting = request(Recordings.named("meeting.mp3"));

        Transcript transcript = ENGINE.transcribe(meeting, progress::add);

        assertThat(wordsOf(transcript)).isEqualTo(MEETING);
        assertThat(transcript.durationMs()).isEqualTo(meeting.durationMs());
        assertThat(progress).isSorted().last().isEqualTo(meeting.durationMs());
        assertThat(transcript.segments().stream().flatMap(segment -> segment.words().stream()))
                .allSatisfy(word -> assertThat(word.endMs()).isGreaterThan(word.startMs()))
                .isSortedAccordingTo((a, b) -> Long.compare(a.startMs(), b.startMs()))
                .last()
                .satisfies(word -> assertThat(word.endMs()).isBetween(5500L, meeting.durationMs()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "mp4", "ogg", "opus", "flac", "webm", "wav"})
    void transcribesClipInEachFormat(String extension) throws Exception {
        Path clip = extension.equals("wav") ? Recordings.wav(directory) : Recordings.named("clip." + extension);

        assertThat(wordsOf(ENGINE.transcribe(request(clip), SpeechProgress.NONE)))
                .isEqualTo(CLIP);
    }

    @Test
    void recordingsDoNotInfluenceEachOther() throws Exception {
        SpeechRequest first = request(Recordings.named("clip.flac"));
        SpeechRequest second = request(Recordings.named("second-speaker.opus"));
        SphinxEngine one = new SphinxEngine("sphinx", 1);
        Transcript ofSecond = one.transcribe(second, SpeechProgress.NONE);
        List<Segment> secondAlone = ofSecond.segments();
        // The engine recognises "leaves" instead of "leave".
        assertThat(wordsOf(ofSecond)).endsWith("the station at seven in the morning");
        List<Segment> firstAfterSecond =
                one.transcribe(first, SpeechProgress.NONE).segments();
        List<Segment> secondAfterFirst =
                one.transcribe(second, SpeechProgress.NONE).segments();

        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            Future<Transcript> secondAtOnce = workers.submit(() -> ENGINE.transcribe(second, SpeechProgress.NONE));
            Future<Transcript> firstAtOnce = workers.submit(() -> ENGINE.transcribe(first, SpeechProgress.NONE));

            assertThat(secondAtOnce.get().segments()).isEqualTo(secondAlone);
            assertThat(firstAtOnce.get().segments()).isEqualTo(firstAfterSecond);
        } finally {
            workers.shutdownNow();
        }
        assertThat(secondAfterFirst).isEqualTo(secondAlone).isNotEmpty();
    }

    @Test
    void silenceGivesEmptyTranscript() throws Exception {
        Path silence = Files.write(directory.resolve("silence.pcm"), new byte[2000 * 32]);

        Transcript transcript =
                ENGINE.transcribe(new SpeechRequest(silence, 2000, SpeechOptions.PLAIN), SpeechProgress.NONE);

        assertThat(transcript.text()).isEmpty();
        assertThat(transcript.segments()).isEmpty();
        assertThat(transcript.durationMs()).isEqualTo(2000);
    }

    @Test
    void tooShortRecordingGivesEmptyTranscript() throws Exception {
        Path blip = Files.write(directory.resolve("blip.pcm"), new byte[3]);

        assertThat(ENGINE.transcribe(new SpeechRequest(blip, 0, SpeechOptions.PLAIN), SpeechProgress.NONE)
                        .segments())
                .isEmpty();
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        SpeechRequest meeting = request(Recordings.named("meeting.mp3"));
        SpeechProgress impatient = new SpeechProgress() {
            private long seen;

            @Override
            public void processed(long millis) {
                seen = millis;
            }

            @Override
            public boolean cancelled() {
                return seen >= 1000;
            }
        };

        assertThatThrownBy(() -> ENGINE.transcribe(meeting, impatient)).isInstanceOf(CancellationException.class);
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        SpeechRequest meeting = request(Recordings.named("meeting.mp3"));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                ENGINE.transcribe(meeting, millis -> Thread.currentThread().interrupt());
            } catch (Exception e) {
                thrown.complete(e);
            }
        });
        worker.start();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void understandsEnglishAndDoesNotTranslate() {
        SpeechOptions german = new SpeechOptions("de", false, null, null, List.of(), false);
        SpeechOptions translated = new SpeechOptions("en", true, null, null, List.of(), false);

        assertThat(ENGINE.capabilities().lacks(SpeechOptions.PLAIN)).isNull();
        assertThat(ENGINE.capabilities().lacks(german)).isEqualTo(SpeechCapabilities.Feature.LANGUAGE);
        assertThat(ENGINE.capabilities().lacks(translated)).isEqualTo(SpeechCapabilities.Feature.TASK);
    }

    private SpeechRequest request(Path recording) throws IOException, InterruptedException {
        Path pcm = Recordings.pcmOf(recording, directory);
        return new SpeechRequest(pcm, Files.size(pcm) / 32, SpeechOptions.PLAIN);
    }

    private static String wordsOf(Transcript transcript) {
        List<String> words = transcript.segments().stream()
                .flatMap(segment -> segment.words().stream())
                .map(Word::w)
                .toList();
        assertThat(transcript.text()).isEqualTo(String.join(" ", words));
        return String.join(" ", words);
    }
}
