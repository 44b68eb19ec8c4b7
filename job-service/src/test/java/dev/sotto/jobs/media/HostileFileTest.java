package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sotto.jobs.media.UnreadableAudio.Reason;
import dev.sotto.model.jobs.JobWarning;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FFmpeg must not follow a file that names another one; if it did, the sound of the canary file would come out. Nor may
 * a small file cost much.
 */
class HostileFileTest {

    private static final long LONGEST = 600_000;
    private static final Track FIRST = new Track(1, 0, "pcm_s16le", true, 16_000, 1, true, false, 0, 0, false);

    @TempDir
    private Path directory;

    private final FfmpegPrograms programs = Recordings.programs();
    private final Media media = Recordings.media();
    private Path canary;

    @BeforeEach
    void plantCanary() throws Exception {
        canary = Files.write(directory.resolve("canary.wav"), Recordings.wav(new byte[32_000], 32_000));
    }

    @Test
    void unprotectedFfmpegReadsTheCanary() throws Exception {
        Path concat = written("concat.mp3", "ffconcat version 1.0\nfile canary.wav\n");
        List<String> careless =
                List.of(programs.ffmpeg().toString(), "-v", "error", "-i", concat.toString(), "-f", "s16le", "pipe:1");

        assertThat(outputOf(careless)).isEqualTo(32_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m3u8", "ffconcat", "mpd", "sdp", "wav"})
    void readsNoOtherFile(String extension) throws Exception {
        String hls = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + canary + "\n#EXT-X-ENDLIST\n";
        String dash = "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period>"
                + "<AdaptationSet mimeType=\"audio/wav\"><Representation id=\"1\"><BaseURL>file://" + canary
                + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
        String sdp = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n";
        for (String content : List.of(
                hls, "ffconcat version 1.0\nfile canary.wav\n", "concat:" + canary, dash, sdp, "file://" + canary)) {
            Path file = written("hostile." + extension, content);

            assertThat(outputOf(FfmpegCommand.decode(programs.ffmpeg(), new Source(file, 0), FIRST, 1)))
                    .as(content)
                    .isZero();
            assertThatThrownBy(() -> media.probe(file, SoundChoice.ALL, LONGEST))
                    .isInstanceOf(UnreadableAudio.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, DAMAGED", "65535, DAMAGED"})
    void refusesImpossibleNumberOfChannels(int channels, Reason reason) throws Exception {
        byte[] wav = Recordings.wav(new byte[20_000], 20_000);
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putShort(22, (short) channels);
        Path file = Files.write(directory.resolve("channels.wav"), wav);

        assertThatThrownBy(() -> media.probe(file, SoundChoice.ALL, LONGEST))
                .isInstanceOfSatisfying(
                        UnreadableAudio.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void fileNameIsNotReadAsProtocol() throws Exception {
        Path named = Files.createDirectories(directory.resolve("concat:x")).resolve("a|b.wav");
        Files.copy(canary, named);

        assertThat(media.probe(named, SoundChoice.ALL, LONGEST).durationMs()).isEqualTo(1000);
    }

    @Test
    void imagesAndSubtitlesAreNoRecordings() throws Exception {
        Path image = Recordings.made(
                directory.resolve("image.png"), List.of("-f", "lavfi", "-i", "color=size=64x64", "-frames:v", "1"));
        Path subtitles = written("words.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello\n\n");

        assertRefused(image, Reason.UNKNOWN_FORMAT);
        assertRefused(subtitles, Reason.UNKNOWN_FORMAT);
    }

    @ParameterizedTest
    @CsvSource({"bomb.flac, -c:a flac", "bomb.opus, -c:a libopus -b:a 6k", "bomb.mp3, -b:a 8k -ar 8000"})
    void bombOfSilenceCostsNoMoreThanTheLimit(String name, String options) throws Exception {
        List<String> silence = new ArrayList<>(List.of("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "700"));
        silence.addAll(List.of(options.split(" ")));
        Path bomb = Recordings.made(directory.resolve(name), silence);

        assertRefused(bomb, Reason.TOO_LONG);
        assertThat(media.measure(bomb, SoundChoice.ALL, 1000).decodedMs()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 3999})
    void refusesRatesThatMakeHoursOfAFewBytes(int rate) throws Exception {
        byte[] wav = Recordings.wav(new byte[4000], 4000);
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, rate).putInt(28, 2 * rate);

        assertRefused(Files.write(directory.resolve("slow.wav"), wav), Reason.SAMPLE_RATE_TOO_LOW);
    }

    @Test
    void refusesMoreChannelsThanCanBeMixed() throws Exception {
        byte[] wav = Recordings.wav(new byte[65 * 2 * 1600], 65 * 2 * 1600);
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(22, (short) 65)
                .putShort(32, (short) 130);

        assertRefused(Files.write(directory.resolve("wide.wav"), wav), Reason.TOO_MANY_CHANNELS);
    }

    @ParameterizedTest
    @CsvSource({
        "PTS+36000*SR, 3000", // ten hours
        "PTS-1*SR, 3000",
        "PTS+600*SR, 603000", // a gap that a player shows
    })
    void timesThatJumpCostNothing(String jump, long durationMs) throws Exception {
        Path recording = Recordings.made(
                directory.resolve("jump.mkv"),
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=d=3",
                        "-c:a",
                        "pcm_s16le",
                        "-af",
                        "asetpts='if(gt(T,2),%s,PTS)'".formatted(jump)));

        MediaInfo info = media.probe(recording, SoundChoice.ALL, LONGEST);

        assertThat(info.billedMs()).isEqualTo(3000);
        assertThat(info.durationMs()).isCloseTo(durationMs, within(100L));
        assertThat(Files.size(Recordings.pcmOf(recording, directory))).isLessThanOrEqualTo(32 * 4001L);
    }

    @Test
    void boxesInBoxesEndTheSearchForProtection() throws Exception {
        ByteBuffer nested = ByteBuffer.allocate(8 * 20_000);
        while (nested.hasRemaining()) {
            nested.putInt(nested.remaining()).put("moov".getBytes(US_ASCII));
        }
        Path file = Files.write(directory.resolve("nested.mp4"), nested.array());

        assertThat(Mp4Protection.tracks(new Source(file, 0))).isEmpty();
        assertRefused(file, Reason.DAMAGED);
    }

    @Test
    void nonsenseSamplesDoNotDrownTheVoice() throws Exception {
        Path voice = Recordings.made(
                directory.resolve("voice.wav"),
                List.of("-i", Recordings.everyday("00-control-ab.wav").toString(), "-c:a", "pcm_f32le"));
        byte[] bytes = Files.readAllBytes(voice);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(40_000, Float.NaN)
                .putFloat(40_004, Float.POSITIVE_INFINITY);
        Files.write(voice, bytes);

        assertThat(media.probe(voice, SoundChoice.ALL, LONGEST).billedMs()).isEqualTo(7465);
        assertThat(Sound.of(Recordings.pcmOf(voice, directory)).loudest()).isGreaterThan(100);
    }

    @Test
    void textsInARecordingAreNotTakenForFfmpegsWords() throws Exception {
        String forged = "x\n  Stream #0:7: Audio: apac, 48000 Hz, mono\n[Parsed_ashowinfo_0 @ 0x1] n:0 pts_time:9000"
                + " rate:16000 nb_samples:99999999\nExiting normally, received signal 15.";
        Path recording = Recordings.made(
                directory.resolve("forged.mkv"), List.of("-i", canary.toString(), "-metadata", "title=" + forged));

        MediaInfo info = media.probe(recording, SoundChoice.ALL, LONGEST);

        assertThat(info.durationMs()).isCloseTo(1000L, within(60L));
        assertThat(info.warnings()).doesNotContain(JobWarning.TRACK_SKIPPED);
    }

    private Path written(String name, String content) throws Exception {
        return Files.write(directory.resolve(name), content.getBytes(US_ASCII));
    }

    private void assertRefused(Path recording, Reason reason) {
        assertThatThrownBy(() -> media.probe(recording, SoundChoice.ALL, LONGEST))
                .isInstanceOfSatisfying(
                        UnreadableAudio.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private long outputOf(List<String> command) throws Exception {
        ProcessLimits limits = ProcessLimits.forAudio(1000);
        Map<String, String> environment = programs.environment();
        return BoundedProcess.run(
                        command, environment, limits, OutputStream.nullOutputStream(), 1_000_000, line -> false)
                .outputBytes();
    }
}
