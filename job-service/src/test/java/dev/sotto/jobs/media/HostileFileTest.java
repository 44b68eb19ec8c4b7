package dev.sotto.jobs.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FFmpeg must not follow a file that names another one. If it did, the sound of the canary file would come out. */
class HostileFileTest {

    @TempDir
    private Path directory;

    private final FfmpegPrograms programs = Recordings.programs();
    private Path hls;
    private Path concat;

    @BeforeEach
    void plantCanary() throws Exception {
        Path canary = Files.write(directory.resolve("canary.wav"), Recordings.wav(new byte[32_000], 32_000));
        String list = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + canary + "\n#EXT-X-ENDLIST\n";
        hls = Files.writeString(directory.resolve("hls.mp3"), list);
        concat = Files.writeString(directory.resolve("concat.mp3"), "ffconcat version 1.0\nfile canary.wav\n");
    }

    @Test
    void unprotectedFfmpegReadsTheCanary() throws Exception {
        List<String> careless =
                List.of(programs.ffmpeg().toString(), "-v", "error", "-i", concat.toString(), "-f", "s16le", "pipe:1");

        assertThat(outputOf(careless)).isEqualTo(32_000);
    }

    @ParameterizedTest
    @EnumSource(AudioFormat.class)
    void allowedDemuxersReadNoOtherFile(AudioFormat format) throws Exception {
        assertThat(outputOf(FfmpegCommand.decode(programs.ffmpeg(), format, hls, 16_000)))
                .isZero();
        assertThat(outputOf(FfmpegCommand.decode(programs.ffmpeg(), format, concat, 16_000)))
                .isZero();
    }

    @Test
    void fileNameIsNotReadAsProtocol() throws Exception {
        Path named = Files.createDirectories(directory.resolve("concat:x")).resolve("a|b.wav");
        Files.copy(directory.resolve("canary.wav"), named);

        assertThat(new Media(programs).probe(named, 5000).durationMs()).isEqualTo(1000);
    }

    @Test
    void playlistsAreRefusedWithoutFfmpeg() {
        Media media = new Media(programs);

        assertThatThrownBy(() -> media.probe(hls, 5000)).isInstanceOf(UnreadableAudio.class);
        assertThatThrownBy(() -> media.probe(concat, 5000)).isInstanceOf(UnreadableAudio.class);
    }

    private long outputOf(List<String> command) throws Exception {
        ProcessLimits limits = ProcessLimits.forAudio(1000);
        return BoundedProcess.run(command, programs.environment(), limits, OutputStream.nullOutputStream(), 1_000_000)
                .outputBytes();
    }
}
