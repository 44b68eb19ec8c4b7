package dev.sotto.jobs.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The recordings of the tests. Debian's flite spoke all of them for this project. */
public final class Recordings {

    private static final Media MEDIA = new Media(programs());

    private Recordings() {}

    public static Media media() {
        return MEDIA;
    }

    static FfmpegPrograms programs() {
        try {
            return FfmpegPrograms.extract();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code meeting.mp3} (6.4 s), {@code clip.*} (2.6 s, the same voice), {@code second-speaker.opus} (3 s). */
    public static Path named(String name) {
        try {
            return Path.of(Objects.requireNonNull(Recordings.class.getResource("/audio/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a file of {@code everyday}: the kinds of recordings that people have trouble with. */
    public static Path everyday(String name) {
        return named("everyday/" + name);
    }

    /**
     * Makes a recording with the tests' FFmpeg.
     *
     * @param arguments without the program and the output
     */
    public static Path made(Path output, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(programs().ffmpeg().toString(), "-nostdin", "-v", "error"));
        command.addAll(arguments);
        command.add(output.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(programs().environment());
        Process process = builder.start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + log);
        }
        return output;
    }

    public static Path pcmOf(Path recording, Path directory) throws IOException, InterruptedException {
        Path pcm = Files.createTempFile(directory, "sound", ".pcm");
        Files.delete(pcm);
        MEDIA.decode(MEDIA.measure(recording, SoundChoice.ALL, 60_000), 0, pcm);
        return pcm;
    }

    /** Returns the clip as a WAV. */
    public static Path wav(Path directory) throws IOException, InterruptedException {
        byte[] pcm = Files.readAllBytes(pcmOf(named("clip.flac"), directory));
        return Files.write(directory.resolve("clip.wav"), wav(pcm, pcm.length));
    }

    /** @param claimedBytes the size of the sound that the header claims */
    static byte[] wav(byte[] pcm, int claimedBytes) {
        ByteBuffer wav = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(claimedBytes).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(claimedBytes).put(pcm);
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
