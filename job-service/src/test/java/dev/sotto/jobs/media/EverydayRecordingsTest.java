package dev.sotto.jobs.media;

import static dev.sotto.jobs.media.Recordings.everyday;
import static dev.sotto.jobs.media.Recordings.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sotto.jobs.media.UnreadableAudio.Reason;
import dev.sotto.model.jobs.JobWarning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kinds of recordings that people have trouble with. Sentence A begins at 0 s and B at 4.5 s of the control, which
 * lasts 7.465 s; between them is silence.
 */
class EverydayRecordingsTest {

    private static final long HOUR = 3_600_000;
    private static final Path CONTROL = everyday("00-control-ab.wav");
    private static final long B_MS = 4550;
    private static final long CONTROL_MS = 7465;

    private static Sound a;
    private static Sound b;

    @TempDir
    private Path directory;

    private final Media media = Recordings.media();

    @BeforeAll
    static void hearControl(@TempDir Path directory) throws Exception {
        Sound control = Sound.of(Recordings.pcmOf(CONTROL, directory));
        a = control.part(200, 3000);
        b = control.part(B_MS, 7400);
    }

    @ParameterizedTest
    @CsvSource({
        "01-out-of-phase.mp3, 7465, 7465, 200, 4550, CHANNEL_CHOSEN",
        "02-audio-starts-late.mp4, 11553, 7488, 4265, 8615,",
        "03-hole-in-time.mp4, 15965, 6037, 200, 13050,",
        "04-voice-memo-apac-first.mov, 7466, 7466, 200, 4550, TRACK_SKIPPED",
        "05-mic-on-second-track.mp4, 7466, 7466, 200, 4550,",
        "06-id3-before.flac, 7465, 7465, 200, 4550,",
        "07-zeros-before.mp3, 7560, 7560, 260, 4610,",
        "11-call-amr-dtx.3gp, 7480, 7480, 200, 4550,",
        "12-pbx-g722.wav, 7465, 7465, 200, 4550,",
        "12-voice-speex.ogg, 7480, 7480, 200, 4550,",
        "13-free-box-first.m4a, 7466, 7466, 200, 4550,",
        "s-call.amr, 7480, 7480, 200, 4550,",
        "s-dictaphone.wma, 7424, 7424, 160, 4510,"
    })
    void hearsBothSentencesWhenAPlayerPlaysThem(
            String name, long durationMs, long decodedMs, long startOfA, long startOfB, JobWarning warning)
            throws Exception {
        Soundtrack sound = measured(everyday(name));

        assertThat(sound.durationMs()).isEqualTo(durationMs);
        assertThat(sound.decodedMs()).isEqualTo(decodedMs);
        assertThat(sound.warnings()).isEqualTo(warning == null ? List.of() : List.of(warning));
        assertHears(sound, startOfA, startOfB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "k.aiff;",
                "k.caf;",
                "k.w64;",
                "k.au;",
                "k.mkv;",
                "k.mov;",
                "k.wv;",
                "k.tta;",
                "k.flv; -ar 44100",
                "k.avi;",
                "rf64.wav; -rf64 always",
                "k.aac;-f adts",
                "k.ts; -ar 48000 -c:a mp2",
                "k.ac3; -ar 48000",
                "k.dts; -ac 2 -ar 48000 -c:a dca -strict -2",
                "in.wav; -ac 2 -ar 48000 -c:a dca -strict -2",
                "g726.wav; -ar 8000 -c:a g726 -b:a 32k",
                "f32be.aiff; -c:a pcm_f32be",
                "f32be.caf; -c:a pcm_f32be",
                "g723.wav; -ar 8000 -c:a g723_1 -b:a 6300",
                "mulaw.wav; -ar 8000 -c:a pcm_mulaw",
                "ima.wav; -c:a adpcm_ima_wav",
                "wide.amr; -c:a libvo_amrwbenc",
                "frag.mp4; -movflags frag_keyframe+empty_moov",
                "loud.wav; -c:a pcm_f32le -af volume=30dB",
                "louder.wav; -c:a pcm_f32le -af volume=60dB",
                "quiet.wav; -af volume=-60dB",
                "quieter.wav; -c:a pcm_f64le -af volume=-90dB",
                "opposite.wav; -af pan=stereo|c0=c0|c1=-0.7*c0",
                "turned.wav; -af aeval=val(0)|if(lt(t\\,4)\\,1\\,-1)*val(0):c=stereo",
                "right.wav; -af pan=stereo|c0=0*c0|c1=c0",
                "surround.wav; -af pan=5.1|LFE=c0",
                "quad.wav; -af pan=4C|c0=c0|c1=0.1*c0|c2=-1*c0|c3=0*c0"
            })
    void hearsBothSentencesInEachKind(String name, String options) throws Exception {
        Path recording = made(directory.resolve(name), arguments(options));

        Soundtrack sound = measured(recording);
        assertThat(sound.decodedMs()).isCloseTo(CONTROL_MS, within(100L));
        assertHears(sound, 200, B_MS);
    }

    private static List<String> arguments(String options) {
        List<String> arguments = new ArrayList<>(List.of("-i", CONTROL.toString()));
        if (options != null) {
            arguments.addAll(Arrays.asList(options.strip().split(" ")));
        }
        return arguments;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkv", "ts", "mov", "wmv"})
    void hearsSoundThatStartsAfterThePictureAndPauses(String extension) throws Exception {
        String later =
                "-f lavfi -i color=size=64x64:rate=10:d=25 -ar 44100 -af asetpts=if(gt(T\\,4)\\,PTS+19*SR\\,PTS+4*SR)";
        Path recording = made(directory.resolve("late." + extension), arguments(later + " -c:v mpeg4"));

        Soundtrack sound = measured(recording);

        assertThat(sound.decodedMs()).isCloseTo(CONTROL_MS, within(100L));
        assertHears(sound, 4200, 19_000 + B_MS);
    }

    @Test
    void readsBroadcastWave() throws Exception {
        byte[] wave = Files.readAllBytes(made(directory.resolve("k.wav"), arguments("-rf64 always")));
        wave[0] = 'B';
        wave[1] = 'W';

        assertHears(measured(Files.write(directory.resolve("bw64.wav"), wave)), 200, B_MS);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 8, 10, 11, 60})
    void hearsTheVoiceOnEachChannel(int channels) throws Exception {
        for (int voice : List.of(0, channels / 2, channels - 1)) {
            String pan = IntStream.range(0, channels)
                    .mapToObj(channel -> "c" + channel + "=" + (channel == voice ? "1" : "0") + "*c0")
                    .collect(Collectors.joining("|", "pan=" + channels + "C|", ""));
            Path recording = made(directory.resolve(voice + ".wav"), arguments("-t 3.04 -af " + pan));

            Soundtrack sound = measured(recording);
            assertThat(sound.info(0).channels()).isEqualTo(channels);
            assertThat(heard(sound, 0).find(a)).isCloseTo(200, within(110L));
        }
    }

    @Test
    void hearsVoicesThatAreOnDifferentChannels() throws Exception {
        String voices = "[0:a]atrim=end=3.04,apad=whole_dur=7.465[l];[0:a]volume=0:enable='lt(t,4)'[r];[l][r]amerge";
        Path recording = made(directory.resolve("call.wav"), arguments("-filter_complex " + voices));

        assertHears(measured(recording), 200, B_MS);
        Soundtrack split = media.measure(recording, new SoundChoice(null, true), HOUR);
        assertThat(split.voices()).isEqualTo(2);
        assertThat(split.info(0).billedMs()).isEqualTo(2 * split.decodedMs());
        Sound left = heard(split, 0);
        Sound right = heard(split, 1);
        assertThat(left.find(a)).isNotNegative();
        assertThat(left.find(b)).isNegative();
        assertThat(right.find(a)).isNegative();
        assertThat(right.find(b)).isNotNegative();
    }

    @Test
    void mixesTracksWithSoundAndSaysSo() throws Exception {
        String tracks = "[0:a]atrim=end=3.04[x];[0:a]volume=0:enable='lt(t,4)'[y];anullsrc=r=16000:d=5[z]";
        Path recording = made(
                directory.resolve("tracks.mov"),
                arguments("-filter_complex " + tracks + " -map [x] -map [y] -map [z] -t 7.465"));

        Soundtrack all = measured(recording);
        assertThat(all.warnings()).containsExactly(JobWarning.TRACKS_MIXED);
        assertHears(all, 200, B_MS);
        Soundtrack second = media.measure(recording, new SoundChoice(2, false), HOUR);
        assertThat(second.warnings()).isEmpty();
        assertThat(heard(second, 0).find(a)).isNegative();
        assertThat(media.probe(recording, new SoundChoice(3, false), HOUR).warnings())
                .containsExactly(JobWarning.SILENT);
        assertRefused(recording, new SoundChoice(4, false), Reason.NO_SUCH_TRACK, Map.of("tracks", 3));
    }

    @Test
    void refusesAskedTrackThatCannotBeDecoded() {
        assertRefused(
                everyday("04-voice-memo-apac-first.mov"),
                new SoundChoice(1, false),
                Reason.CODEC_UNSUPPORTED,
                Map.of("codec", "apac"));
    }

    @Test
    void refusesProtectedRecordings() {
        assertRefused(everyday("14-protected.m4a"), SoundChoice.ALL, Reason.PROTECTED, Map.of());
    }

    @Test
    void saysThatItHeardAPart() throws Exception {
        byte[] wave = Files.readAllBytes(CONTROL);
        byte[] mono = Files.readAllBytes(made(directory.resolve("a.flac"), arguments("-t 3.04")));
        byte[] stereo = Files.readAllBytes(made(directory.resolve("s.flac"), arguments("-ac 2 -ar 48000")));

        assertThat(warnings(Files.write(directory.resolve("cut.wav"), Arrays.copyOf(wave, wave.length / 2))))
                .containsExactly(JobWarning.TRUNCATED);
        assertThat(warnings(Files.write(directory.resolve("joined.flac"), joined(mono, stereo))))
                .containsExactly(JobWarning.TRUNCATED);
    }

    @Test
    void hearsAllOfJoinedOpusWhoseChannelsChange() throws Exception {
        Soundtrack sound = measured(everyday("08-glued-mono-stereo.opus"));

        assertThat(sound.durationMs()).isEqualTo(5965);
        assertThat(sound.decodedMs()).isEqualTo(5965);
        assertThat(sound.warnings()).isEmpty();
        Sound heard = heard(sound, 0);
        assertThat(heard.find(a)).isCloseTo(200, within(110L));
        assertThat(heard.find(b.part(0, 2800))).isCloseTo(3050, within(110L));
    }

    @ParameterizedTest
    @CsvSource({"wav,", "aiff,", "m4a,", "mp4, -movflags frag_keyframe+empty_moov", "flac,", "webm,", "mkv,"})
    void hearsAllOfJoinedFiles(String extension, String options) throws Exception {
        byte[] one = Files.readAllBytes(made(directory.resolve("one." + extension), arguments(options)));
        Path recording = Files.write(directory.resolve("joined." + extension), joined(one, one));

        Soundtrack sound = measured(recording);

        assertThat(sound.warnings()).isEmpty();
        assertThat(sound.decodedMs()).isCloseTo(2 * CONTROL_MS, within(200L));
        Sound heard = heard(sound, 0);
        assertThat(heard.part(0, CONTROL_MS).find(a)).isBetween(100L, 300L);
        assertThat(heard.part(CONTROL_MS, 2 * CONTROL_MS).find(a)).isBetween(100L, 500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wav", "flac", "m4a", "opus", "webm", "aac", "caf", "aiff"})
    void hearsWhatIsBehindZerosAndTags(String extension) throws Exception {
        byte[] plain = Files.readAllBytes(made(directory.resolve("plain." + extension), arguments(null)));
        byte[] tag = Arrays.copyOf(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 15, 104}, 10 + 15 * 128 + 104);

        assertHears(measured(Files.write(directory.resolve("zeros"), joined(new byte[70_000], plain))), 200, B_MS);
        assertHears(measured(Files.write(directory.resolve("tagged"), joined(tag, plain))), 200, B_MS);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void hearsAllOfJoinedMp3WhoseChannelsAndRateChange() throws Exception {
        byte[] mono = Files.readAllBytes(made(directory.resolve("1.mp3"), arguments("-t 3.04 -write_xing 0")));
        byte[] stereo = Files.readAllBytes(
                made(directory.resolve("2.mp3"), arguments("-ss 4.5 -ac 2 -ar 44100 -write_xing 0 -id3v2_version 0")));
        Path recording = Files.write(directory.resolve("joined.mp3"), joined(mono, stereo));

        Sound heard = heard(measured(recording), 0);
        assertThat(heard.find(a)).isCloseTo(270, within(110L));
        assertThat(heard.find(b)).isBetween(3000L, 3400L);
    }

    @Test
    void leavesSilenceAndHissAlone() throws Exception {
        for (String noise : List.of("anoisesrc=a=0.0005:d=3", "anullsrc=d=3", "anoisesrc=a=0.00003:d=3")) {
            Path recording =
                    made(directory.resolve(noise.hashCode() + ".wav"), List.of("-f", "lavfi", "-i", noise, "-t", "3"));

            Soundtrack sound = measured(recording);
            assertThat(sound.warnings()).containsExactly(JobWarning.SILENT);
            assertThat(heard(sound, 0).loudest()).isLessThan(32);
        }
    }

    @Test
    void saysThatWavesAreCutOff() throws Exception {
        assertThat(warnings(made(directory.resolve("clipped.wav"), arguments("-af volume=20dB"))))
                .containsExactly(JobWarning.CLIPPED);
        assertThat(warnings(CONTROL)).isEmpty();
    }

    private List<JobWarning> warnings(Path recording) throws Exception {
        return measured(recording).warnings();
    }

    private Soundtrack measured(Path recording) throws Exception {
        return media.measure(recording, SoundChoice.ALL, HOUR);
    }

    private Sound heard(Soundtrack sound, int voice) throws Exception {
        Path pcm = directory.resolve("heard.pcm");
        try {
            media.decode(sound, voice, pcm);
            return Sound.of(pcm);
        } finally {
            Files.deleteIfExists(pcm);
        }
    }

    /** Compares when a player shows the sentences. */
    private void assertHears(Soundtrack sound, long startOfA, long startOfB) throws Exception {
        Sound heard = heard(sound, 0);
        assertThat(shown(sound, heard.find(a))).as("sentence A").isCloseTo(startOfA, within(110L));
        assertThat(shown(sound, heard.find(b))).as("sentence B").isCloseTo(startOfB, within(110L));
    }

    private static long shown(Soundtrack sound, long found) {
        return found < 0 ? Long.MIN_VALUE / 2 : sound.shownMs(found);
    }

    private void assertRefused(Path recording, SoundChoice choice, Reason reason, Map<String, Object> values) {
        assertThatThrownBy(() -> media.probe(recording, choice, HOUR))
                .isInstanceOfSatisfying(UnreadableAudio.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.values()).isEqualTo(values);
                });
    }
}
