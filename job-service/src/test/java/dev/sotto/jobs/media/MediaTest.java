package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {

    private static final long HOUR = 3_600_000;
    private static final long CLIP_MS = 2565;

    @TempDir
    private Path directory;

    private final Media media = Recordings.media();

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "mp4", "ogg", "opus", "flac", "webm"})
    void measuresEachFormat(String extension) throws Exception {
        Path clip = Recordings.named("clip." + extension);

        MediaInfo info = media.probe(clip, SoundChoice.ALL, HOUR);

        assertThat(info.format()).isEqualTo(extension);
        assertThat(info.durationMs()).isCloseTo(CLIP_MS, within(100L)); // codecs pad to whole frames
        assertThat(info.channels()).isEqualTo(1);
        assertThat(info.bytes()).isEqualTo(Files.size(clip));
    }

    @Test
    void measuresExactlyTheDecodedLength() throws Exception {
        Path meeting = Recordings.named("meeting.mp3");
        Path pcm = Recordings.pcmOf(meeting, directory);

        MediaInfo info = media.probe(meeting, SoundChoice.ALL, HOUR);

        assertThat(info.decodedMs()).isEqualTo(Files.size(pcm) / 2 / Media.SAMPLES_A_MILLISECOND);
        assertThat(info.billedMs()).isEqualTo(info.decodedMs());
        assertThat(info.durationMs()).isEqualTo(info.decodedMs());
    }

    @Test
    void doesNotDecodePastTheLimit() throws Exception {
        Path meeting = Recordings.named("meeting.mp3");
        Path pcm = directory.resolve("meeting.pcm");
        Soundtrack beginning = media.measure(meeting, SoundChoice.ALL, 1234);

        media.decode(beginning, 0, pcm);

        assertThat(beginning.decodedMs()).isEqualTo(1234);
        assertThat(pcm).hasSize(1234 * 16 * 2);
    }

    @Test
    void refusesTooLongRecording() {
        assertRefused(() -> media.probe(Recordings.named("meeting.mp3"), SoundChoice.ALL, 6000), Reason.TOO_LONG);
    }

    @Test
    void measuresAWavWhoseHeaderClaimsFourGigabytes() throws Exception {
        Path wav = Files.write(directory.resolve("lying.wav"), Recordings.wav(new byte[32_000], -1));

        assertThat(media.probe(wav, SoundChoice.ALL, HOUR).durationMs()).isEqualTo(1000);
    }

    @Test
    void measuresAnMp3WhoseHeaderClaimsTenThousandHours() throws Exception {
        byte[] mp3 = Files.readAllBytes(Recordings.named("clip.mp3"));
        int header = Math.max(new String(mp3, US_ASCII).indexOf("Info"), new String(mp3, US_ASCII).indexOf("Xing"));
        assertThat(header).isPositive();
        ByteBuffer.wrap(mp3).putInt(header + 8, 1_000_000_000);
        Path lying = Files.write(directory.resolve("lying.mp3"), mp3);

        assertThat(media.probe(lying, SoundChoice.ALL, HOUR).durationMs()).isCloseTo(CLIP_MS, within(100L));
    }

    @Test
    void acceptsTruncatedRecording() throws Exception {
        byte[] flac = Files.readAllBytes(Recordings.named("clip.flac"));
        Path cut = Files.write(directory.resolve("cut.flac"), Arrays.copyOf(flac, flac.length / 2));

        assertThat(media.probe(cut, SoundChoice.ALL, HOUR).durationMs()).isBetween(500L, 2000L);
    }

    @Test
    void refusesMp4WithoutIndex() throws Exception {
        byte[] m4a = Files.readAllBytes(Recordings.named("clip.m4a"));
        Path cut = Files.write(directory.resolve("cut.m4a"), Arrays.copyOf(m4a, m4a.length / 2));

        assertRefused(() -> media.probe(cut, SoundChoice.ALL, HOUR), Reason.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF    WAVE", "ID3", "    ftypM4A ", "OggS", "fLaC", "\u001aEß£"})
    void refusesNoiseAfterValidHeader(String beginning) throws Exception {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        byte[] start = beginning.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, noise, 0, start.length);
        Path file = Files.write(directory.resolve("noise"), noise);

        assertThatThrownBy(() -> media.probe(file, SoundChoice.ALL, HOUR)).isInstanceOf(UnreadableAudio.class);
    }

    @Test
    void refusesATextNamedMp3() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.mp3"), "The meeting will begin at ten o'clock.");

        assertRefused(() -> media.probe(text, SoundChoice.ALL, HOUR), Reason.UNKNOWN_FORMAT);
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.mp3"));

        assertRefused(() -> media.probe(empty, SoundChoice.ALL, HOUR), Reason.EMPTY_FILE);
    }

    @Test
    void refusesAWavWithoutASingleSample() throws Exception {
        Path wav = Files.write(directory.resolve("nothing.wav"), Recordings.wav(new byte[0], 0));

        assertRefused(() -> media.probe(wav, SoundChoice.ALL, HOUR), Reason.DAMAGED);
    }

    /** Nothing would be reserved for it, and nothing could be decoded. */
    @Test
    void refusesLessThanAMillisecond() throws Exception {
        Path wav = Files.write(directory.resolve("short.wav"), Recordings.wav(new byte[2 * 15], 2 * 15));
        Path enough = Files.write(directory.resolve("enough.wav"), Recordings.wav(new byte[2 * 16], 2 * 16));

        assertRefused(() -> media.probe(wav, SoundChoice.ALL, HOUR), Reason.NO_AUDIO);
        assertThat(media.probe(enough, SoundChoice.ALL, HOUR).durationMs()).isEqualTo(1);
    }

    @Test
    void refusesAVideoWithoutSound() {
        assertRefused(() -> media.probe(Recordings.named("mute.mp4"), SoundChoice.ALL, HOUR), Reason.NO_AUDIO);
    }

    @Test
    void failedDecodingLeavesNoFile() throws Exception {
        byte[] flac = Files.readAllBytes(Recordings.named("clip.flac"));
        Path recording = Files.write(directory.resolve("clip.flac"), flac);
        Soundtrack whole = media.measure(recording, SoundChoice.ALL, HOUR);
        Files.write(recording, Arrays.copyOf(flac, flac.length / 2));
        Path pcm = directory.resolve("out.pcm");

        assertRefused(() -> media.decode(whole, 0, pcm), Reason.DAMAGED);

        assertThat(pcm).doesNotExist();
    }

    private static void assertRefused(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UnreadableAudio.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
