package dev.sotto.jobs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sotto.jobs.media.Media;
import dev.sotto.jobs.media.Recordings;
import dev.sotto.jobs.media.SoundChoice;
import dev.sotto.jobs.media.Soundtrack;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.speech.SpeechRequest;
import dev.sotto.jobs.speech.SphinxEngine;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engine over real recordings. */
class VoicesTest {

    private static final SphinxEngine ENGINE = new SphinxEngine("sphinx", 1);
    private static final String START = "good morning";
    private static final String END = "will begin at ten o'clock";

    @TempDir
    private Path directory;

    private final Media media = Recordings.media();

    @Test
    void shortenedGapsComeBackInTheTimes() throws Exception {
        Transcript transcript = transcribed(Recordings.everyday("03-hole-in-time.mp4"), SoundChoice.ALL);

        assertThat(transcript.durationMs()).isEqualTo(15_965);
        assertThat(transcript.segments().get(0).startMs()).isCloseTo(200, within(150L));
        assertThat(transcript.segments().get(0).text()).startsWith(START).endsWith(END);
        Segment second = transcript.segments().get(1);
        assertThat(second.startMs()).isCloseTo(13_200, within(150L));
        assertThat(second.text()).endsWith("to the office before noon");
        assertThat(second.words()).allSatisfy(word -> assertThat(word.startMs()).isBetween(13_000L, 15_965L));
    }

    @Test
    void channelsAreSpeakersInTheOrderOfTheirWords() throws Exception {
        String late = "[0:a]atrim=end=3.04,asplit[x][y];[x]adelay=4000[l];[y]apad=whole_dur=7.04[r];[l][r]amerge";
        Path recording = Recordings.made(
                directory.resolve("call.wav"),
                List.of("-i", Recordings.everyday("00-control-ab.wav").toString(), "-filter_complex", late));

        Transcript transcript = transcribed(recording, new SoundChoice(null, true));

        assertThat(transcript.segments()).extracting(Segment::speaker).containsExactly("Channel 2", "Channel 1");
        assertThat(transcript.segments())
                .extracting(Segment::text)
                .allSatisfy(text -> assertThat(text).startsWith(START).endsWith(END));
        assertThat(transcript.segments()).extracting(Segment::i).containsExactly(0, 1);
        assertThat(transcript.segments().get(1).startMs()).isCloseTo(4200, within(150L));
    }

    private Transcript transcribed(Path recording, SoundChoice choice) throws Exception {
        Soundtrack sound = media.measure(recording, choice, 60_000);
        List<Transcript> heard = new ArrayList<>();
        for (int voice = 0; voice < sound.voices(); voice++) {
            Path pcm = directory.resolve("voice.pcm");
            media.decode(sound, voice, pcm);
            SpeechRequest request = new SpeechRequest(pcm, sound.heardMs(), SpeechOptions.PLAIN);
            heard.add(ENGINE.transcribe(request, SpeechProgress.NONE));
            Files.delete(pcm);
        }
        return Voices.merge(sound, choice.split(), heard);
    }
}
