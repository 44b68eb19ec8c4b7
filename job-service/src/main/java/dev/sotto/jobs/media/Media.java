package dev.sotto.jobs.media;

import dev.sotto.jobs.media.BoundedProcess.Outcome;
import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Measures and decodes recordings with FFmpeg. Blocks, so it needs a worker thread. Thread-safe. */
public final class Media {

    /** The output of {@link #decode}: 16 kHz, mono, signed 16 bit, little endian, without a header. */
    public static final int SAMPLES_A_MILLISECOND = 16;

    private static final int BYTES_A_SAMPLE = 2;

    private final FfmpegPrograms programs;

    public Media(FfmpegPrograms programs) {
        this.programs = programs;
    }

    /**
     * Detects a recording's format and measures its real length.
     *
     * @param maxMillis the maximum length; nothing after it is decoded
     * @throws UnreadableAudio with its reason; TOO_LONG if the recording is longer than {@code maxMillis}
     * @throws FfmpegFailed if FFmpeg did not start or was stopped from outside
     * @throws IOException if a file cannot be read or written; this is the machine's fault too
     * @throws InterruptedException if this thread was interrupted; the program has been killed
     */
    public MediaInfo probe(Path recording, long maxMillis) throws IOException, InterruptedException {
        AudioFormat format = AudioFormat.of(recording);
        Decoded decoded = decode(recording, format, OutputStream.nullOutputStream(), maxMillis + 1);
        if (decoded.samples() > maxMillis * SAMPLES_A_MILLISECOND) {
            throw new UnreadableAudio(Reason.TOO_LONG);
        }
        StreamNote stream = StreamNote.in(decoded.log());
        return new MediaInfo(
                format,
                stream.codec(),
                decoded.millis(),
                stream.sampleRate(),
                stream.channels(),
                Files.size(recording));
    }

    /**
     * Decodes the beginning of a recording, at most {@code maxMillis}, to {@code pcm}. The file must not exist, and
     * does not exist after a failure. Throws what {@link #probe} throws, except TOO_LONG.
     *
     * @return the milliseconds in {@code pcm} (its samples ÷ 16), which are billed
     */
    public long decode(Path recording, Path pcm, long maxMillis) throws IOException, InterruptedException {
        AudioFormat format = AudioFormat.of(recording);
        OutputStream out = Files.newOutputStream(pcm, StandardOpenOption.CREATE_NEW);
        boolean done = false;
        try (out) {
            long millis = decode(recording, format, out, maxMillis).millis();
            done = true;
            return millis;
        } finally {
            if (!done) {
                Files.deleteIfExists(pcm);
            }
        }
    }

    private record Decoded(long samples, String log) {

        long millis() {
            return samples / SAMPLES_A_MILLISECOND;
        }
    }

    private Decoded decode(Path recording, AudioFormat format, OutputStream out, long maxMillis)
            throws IOException, InterruptedException {
        long maxSamples = Math.multiplyExact(maxMillis, SAMPLES_A_MILLISECOND);
        List<String> command = FfmpegCommand.decode(programs.ffmpeg(), format, recording, maxSamples);
        Outcome outcome = run(command, ProcessLimits.forAudio(maxMillis), out, maxSamples * BYTES_A_SAMPLE);
        long samples = outcome.outputBytes() / BYTES_A_SAMPLE;
        if (outcome.outOfTime() && samples < maxSamples) {
            throw new UnreadableAudio(Reason.TOO_COSTLY);
        }
        // A truncated recording is accepted and billed for the part that could be decoded.
        if (samples < SAMPLES_A_MILLISECOND) {
            boolean soundless = samples > 0 || outcome.log().contains("matches no streams");
            throw new UnreadableAudio(soundless ? Reason.NO_AUDIO : Reason.DAMAGED);
        }
        return new Decoded(samples, outcome.log());
    }

    private Outcome run(List<String> command, ProcessLimits limits, OutputStream out, long maxOutput)
            throws IOException, InterruptedException {
        try {
            Outcome outcome = BoundedProcess.run(command, programs.environment(), limits, out, maxOutput);
            if (outcome.notStarted()) {
                throw new FfmpegFailed("FFmpeg does not start: " + outcome.firstLine(), null);
            }
            if (outcome.disturbed()) {
                throw new FfmpegFailed("FFmpeg was ended from outside, exit code " + outcome.exitCode(), null);
            }
            return outcome;
        } catch (BoundedProcess.TimedOut e) {
            throw new UnreadableAudio(Reason.TOO_COSTLY);
        }
    }
}
