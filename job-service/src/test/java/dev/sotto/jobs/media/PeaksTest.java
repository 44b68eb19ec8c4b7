package dev.sotto.jobs.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeaksTest {

    private final Media media = Recordings.media();

    @TempDir
    private Path directory;

    @Test
    void toneStandsWhereItIsHeard() throws Exception {
        Path recording = Recordings.made(
                directory.resolve("tone.wav"),
                List.of("-f", "lavfi", "-i", "sine=f=400:d=1,volume=4,adelay=1000,apad=pad_dur=0.55"));

        Peaks peaks = peaksOf(recording, SoundChoice.ALL);

        assertThat(peaks.durationMs()).isEqualTo(2550);
        byte[] pairs = peaks.pairs();
        assertThat(pairs).hasSize(2 * 26);
        assertThat(pairs[2 * 5]).isZero();
        assertThat(pairs[2 * 15]).isBetween((byte) -70, (byte) -55);
        assertThat(pairs[2 * 15 + 1]).isBetween((byte) 55, (byte) 70);
        assertThat(pairs[2 * 22 + 1]).isZero();
        assertThat(Peaks.of(peaks.bytes()).pairs()).isEqualTo(pairs);
        assertThat(Peaks.of(peaks.bytes()).durationMs()).isEqualTo(2550);
    }

    @Test
    void voicesLieUponEachOther() throws Exception {
        Path recording = Recordings.made(
                directory.resolve("two.wav"),
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=f=400:d=2",
                        "-filter_complex",
                        "[0]asplit[a][b];[a]volume='4*lt(t,1)':eval=frame[l];[b]volume='4*gte(t,1)':eval=frame[r];[l][r]join"));

        byte[] pairs = peaksOf(recording, new SoundChoice(null, true)).pairs();

        assertThat(pairs[2 * 5 + 1]).isGreaterThan((byte) 40);
        assertThat(pairs[2 * 15 + 1]).isGreaterThan((byte) 40);
    }

    private Peaks peaksOf(Path recording, SoundChoice choice) throws Exception {
        Soundtrack sound = media.measure(recording, choice, 3_600_000);
        Peaks peaks = Peaks.of(sound);
        for (int voice = 0; voice < sound.voices(); voice++) {
            Path pcm = directory.resolve("voice" + voice + ".pcm");
            media.decode(sound, voice, pcm);
            peaks.add(sound, pcm);
        }
        return peaks;
    }
}
