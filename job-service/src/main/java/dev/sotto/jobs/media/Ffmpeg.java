package dev.sotto.jobs.media;

import dev.sotto.jobs.media.BoundedProcess.Outcome;
import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/** Runs FFmpeg under its limits. */
final class Ffmpeg {

    static final int BYTES_A_SAMPLE = 4;

    private final FfmpegPrograms programs;

    Ffmpeg(FfmpegPrograms programs) {
        this.programs = programs;
    }

    /** @throws UnreadableAudio if FFmpeg does not open it */
    TrackList list(Source source, long maxMillis) throws IOException, InterruptedException {
        TrackList.Reader reader = new TrackList.Reader();
        List<String> command = FfmpegCommand.list(programs.ffmpeg(), source);
        Outcome outcome =
                run(command, ProcessLimits.forAudio(maxMillis), OutputStream.nullOutputStream(), 0, reader::line);
        TrackList list = reader.list(Mp4Protection.tracks(source));
        if (list != null) {
            return list;
        }
        if (outcome.outOfTime()) {
            throw new UnreadableAudio(Reason.TOO_COSTLY);
        }
        throw FileHead.of(source).isRecording() && !outcome.log().contains("not on whitelist")
                ? UnreadableAudio.damaged(0)
                : new UnreadableAudio(Reason.UNKNOWN_FORMAT);
    }

    /** Decodes at most {@code maxMillis} of a track. */
    Outcome decode(Source source, Track track, int channels, FloatFrames sound, long maxMillis, FrameLog log)
            throws IOException, InterruptedException {
        List<String> command = FfmpegCommand.decode(programs.ffmpeg(), source, track, channels);
        long frameBytes = (long) BYTES_A_SAMPLE * channels;
        long maxBytes = Math.multiplyExact(maxMillis, Media.SAMPLES_A_MILLISECOND * frameBytes);
        Outcome outcome = run(command, ProcessLimits.forAudio(maxMillis), sound, maxBytes, log::line);
        sound.flush();
        return outcome;
    }

    private Outcome run(
            List<String> command, ProcessLimits limits, OutputStream out, long maxOutput, Predicate<String> consumed)
            throws IOException, InterruptedException {
        try {
            Outcome outcome = BoundedProcess.run(command, programs.environment(), limits, out, maxOutput, consumed);
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
