package dev.sotto.jobs.media;

import dev.sotto.jobs.media.BoundedProcess.Outcome;
import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measures and decodes recordings with FFmpeg. Blocks, so it needs a worker thread. Thread-safe. */
public final class Media {

    /** The output of {@link #decode}: 16 kHz, mono, signed 16 bit, little endian, without a header. */
    public static final int SAMPLES_A_MILLISECOND = 16;

    private static final int BYTES_A_SAMPLE = 4;
    /** Of all tracks together: two days. */
    private static final long MOST_MILLIS = 172_800_000;

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
    public MediaInfo probe(Path recording, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        TrackList list = list(recording, maxMillis);
        Soundtrack sound = measure(recording, list, choice, maxMillis + 1);
        if (sound.times().decoded() > maxMillis * SAMPLES_A_MILLISECOND) {
            throw new UnreadableAudio(Reason.TOO_LONG);
        }
        return sound.info(list.format(), Files.size(recording));
    }

    /**
     * Measures a recording, at most {@code maxMillis} of its sound. Throws what {@link #probe} throws, except TOO_LONG.
     */
    public Soundtrack measure(Path recording, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        return measure(recording, list(recording, maxMillis), choice, maxMillis);
    }

    /**
     * Decodes a voice of a recording to {@code pcm}. The file must not exist, and does not exist after a failure. Throws
     * what {@link #measure} throws.
     *
     * @param sound as {@link #measure} returned it for this recording
     * @param voice from 0
     */
    public void decode(Path recording, Soundtrack sound, int voice, Path pcm) throws IOException, InterruptedException {
        FileChannel file =
                FileChannel.open(pcm, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean done = false;
        try (file) {
            List<Soundtrack.Part> parts = sound.parts(voice);
            for (Soundtrack.Part part : parts) {
                write(recording, sound, part, file, parts.size() > 1);
            }
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(pcm);
            }
        }
    }

    private void write(Path recording, Soundtrack sound, Soundtrack.Part part, FileChannel file, boolean adds)
            throws IOException, InterruptedException {
        MeasuredTrack track = part.track();
        int channels = track.meter().channels();
        PcmWriter writer = new PcmWriter(file, sound.times(), track.pieces(), part.weights(), adds);
        long millis = track.samples() / SAMPLES_A_MILLISECOND + 1;
        FrameLog log = new FrameLog(new TrackTimes(false));
        Outcome outcome = decode(recording, track.track(), new FloatFrames(channels, writer), channels, millis, log);
        if (outcome.outputBytes() / BYTES_A_SAMPLE / channels < track.samples()) {
            throw new UnreadableAudio(outcome.outOfTime() ? Reason.TOO_COSTLY : Reason.DAMAGED);
        }
    }

    private TrackList list(Path recording, long maxMillis) throws IOException, InterruptedException {
        FileHead head = FileHead.of(recording);
        if (head.isEmpty()) {
            throw new UnreadableAudio(Reason.EMPTY_FILE);
        }
        if (head.isPlaylist()) {
            throw new UnreadableAudio(Reason.PLAYLIST);
        }
        TrackList.Reader reader = new TrackList.Reader();
        List<String> command = FfmpegCommand.list(programs.ffmpeg(), recording);
        Outcome outcome =
                run(command, ProcessLimits.forAudio(maxMillis), OutputStream.nullOutputStream(), 0, reader::line);
        TrackList list = reader.list(Mp4Protection.tracks(recording));
        if (list != null) {
            return list;
        }
        if (outcome.outOfTime()) {
            throw new UnreadableAudio(Reason.TOO_COSTLY);
        }
        throw head.isRecording() && !outcome.log().contains("not on whitelist")
                ? UnreadableAudio.damaged(0)
                : new UnreadableAudio(Reason.UNKNOWN_FORMAT);
    }

    /** Decodes each track that can be decoded, because only its sound tells whether it is the one that matters. */
    private Soundtrack measure(Path recording, TrackList list, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        List<Track> usable = list.usable(choice.track());
        List<MeasuredTrack> measured = new ArrayList<>();
        UnreadableAudio refusal = null;
        long left = MOST_MILLIS;
        for (Track track : usable) {
            if (left <= 0) {
                throw new UnreadableAudio(Reason.TOO_COSTLY);
            }
            try {
                MeasuredTrack found = measure(recording, track, track.channels(), maxMillis);
                left -= found.samples() / SAMPLES_A_MILLISECOND;
                measured.add(found);
            } catch (UnreadableAudio e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (measured.isEmpty()) {
            throw refusal == null ? new UnreadableAudio(Reason.NO_AUDIO) : refusal;
        }
        boolean skipped =
                choice.track() == null && measured.size() < list.tracks().size();
        return Soundtrack.of(measured, skipped, FileEnd.losesSound(recording), choice.split());
    }

    private MeasuredTrack measure(Path recording, Track track, int channels, long maxMillis)
            throws IOException, InterruptedException {
        TrackTimes times = new TrackTimes(track.isTimed());
        FrameLog log = new FrameLog(times);
        SoundMeter meter = new SoundMeter(channels);
        Outcome outcome = decode(recording, track, new FloatFrames(channels, meter), channels, maxMillis, log);
        int found = Math.min(log.mostChannels(), FfmpegCommand.MOST_CHANNELS);
        if (found > 0 && found != channels) {
            return measure(recording, track, found, maxMillis);
        }
        meter.finish();
        long samples = outcome.outputBytes() / BYTES_A_SAMPLE / channels;
        UnreadableAudio refusal = refusal(outcome, track, samples);
        if (refusal != null) {
            throw refusal;
        }
        List<Piece> pieces = times.pieces(samples);
        boolean isShort = !times.isRepaired() && isShort(track, pieces);
        return new MeasuredTrack(track, pieces, meter, !outcome.full() && (log.lostSound() || isShort));
    }

    /** A recording that breaks off is accepted and billed for the part that could be decoded, unless that is noise. */
    private static @Nullable UnreadableAudio refusal(Outcome outcome, Track track, long samples) {
        if (outcome.full()) {
            return null;
        }
        if (outcome.outOfTime()) {
            return new UnreadableAudio(Reason.TOO_COSTLY);
        }
        if (samples >= SAMPLES_A_MILLISECOND && !outcome.log().contains("Decode error rate")) {
            return null;
        }
        if (outcome.log().contains("no decoder found") || outcome.log().contains("not on whitelist")) {
            return UnreadableAudio.codec(track.codec());
        }
        return samples > 0 && samples < SAMPLES_A_MILLISECOND
                ? new UnreadableAudio(Reason.NO_AUDIO)
                : UnreadableAudio.damaged(samples / SAMPLES_A_MILLISECOND);
    }

    /** Returns whether much less was decoded than the file claims. */
    private static boolean isShort(Track track, List<Piece> pieces) {
        double missing = track.seconds() - pieces.get(pieces.size() - 1).end() / (1000.0 * SAMPLES_A_MILLISECOND);
        return missing > 1 && missing > 0.02 * track.seconds();
    }

    private Outcome decode(Path recording, Track track, FloatFrames sound, int channels, long maxMillis, FrameLog log)
            throws IOException, InterruptedException {
        List<String> command = FfmpegCommand.decode(programs.ffmpeg(), recording, track, channels);
        long maxBytes = Math.multiplyExact(maxMillis, (long) SAMPLES_A_MILLISECOND * BYTES_A_SAMPLE * channels);
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
