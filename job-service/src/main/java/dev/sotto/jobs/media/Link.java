package dev.sotto.jobs.media;

import dev.sotto.jobs.media.BoundedProcess.Outcome;
import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the recordings that were joined in a file, byte by byte; usually the only one.
 *
 * @param tracks that were decoded, at least one
 * @param skipped whether others could not be decoded
 */
record Link(List<MeasuredTrack> tracks, boolean skipped) {

    /** Of all tracks together: two days. */
    private static final long MOST_MILLIS = 172_800_000;

    /** Decodes each track that can be decoded, because only its sound tells whether it is the one that matters. */
    static Link measure(Ffmpeg ffmpeg, Source source, TrackList list, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        List<MeasuredTrack> measured = new ArrayList<>();
        UnreadableAudio refusal = null;
        long left = MOST_MILLIS;
        for (Track track : list.usable(choice.track())) {
            if (left <= 0) {
                throw new UnreadableAudio(Reason.TOO_COSTLY);
            }
            try {
                MeasuredTrack found = measure(ffmpeg, source, track, track.channels(), maxMillis);
                left -= found.samples() / Media.SAMPLES_A_MILLISECOND;
                measured.add(found);
            } catch (UnreadableAudio e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (measured.isEmpty()) {
            throw refusal == null ? new UnreadableAudio(Reason.NO_AUDIO) : refusal;
        }
        return new Link(
                measured,
                choice.track() == null && measured.size() < list.tracks().size());
    }

    private static MeasuredTrack measure(Ffmpeg ffmpeg, Source source, Track track, int channels, long maxMillis)
            throws IOException, InterruptedException {
        TrackTimes times = new TrackTimes(track.isTimed(), track.start());
        FrameLog log = new FrameLog(times);
        SoundMeter meter = new SoundMeter(channels);
        Outcome outcome = ffmpeg.decode(source, track, channels, new FloatFrames(channels, meter), maxMillis, log);
        int found = Math.min(log.mostChannels(), FfmpegCommand.MOST_CHANNELS);
        if (found > 0 && found != channels) {
            return measure(ffmpeg, source, track, found, maxMillis);
        }
        meter.finish();
        long samples = outcome.outputBytes() / Ffmpeg.BYTES_A_SAMPLE / channels;
        UnreadableAudio refusal = refusal(outcome, track, samples);
        if (refusal != null) {
            throw refusal;
        }
        List<Piece> pieces = times.pieces(samples);
        boolean isShort = !times.isRepaired() && isShort(track, pieces);
        return new MeasuredTrack(source, track, pieces, meter, !outcome.full() && (log.lostSound() || isShort));
    }

    /** A recording that breaks off is accepted and billed for the part that could be decoded, unless that is noise. */
    private static @Nullable UnreadableAudio refusal(Outcome outcome, Track track, long samples) {
        if (outcome.full()) {
            return null;
        }
        if (outcome.outOfTime()) {
            return new UnreadableAudio(Reason.TOO_COSTLY);
        }
        if (samples >= Media.SAMPLES_A_MILLISECOND && !outcome.log().contains("Decode error rate")) {
            return null;
        }
        if (outcome.log().contains("no decoder found") || outcome.log().contains("not on whitelist")) {
            return UnreadableAudio.codec(track.codec());
        }
        return samples > 0 && samples < Media.SAMPLES_A_MILLISECOND
                ? new UnreadableAudio(Reason.NO_AUDIO)
                : UnreadableAudio.damaged(samples / Media.SAMPLES_A_MILLISECOND);
    }

    /** Returns whether much less was decoded than the file claims. */
    private static boolean isShort(Track track, List<Piece> pieces) {
        double missing = track.seconds() - pieces.get(pieces.size() - 1).end() / (1000.0 * Media.SAMPLES_A_MILLISECOND);
        return missing > 1 && missing > 0.02 * track.seconds();
    }

    boolean isDamaged() {
        return tracks.stream().anyMatch(MeasuredTrack::damaged);
    }

    long samples() {
        return tracks.stream().mapToLong(MeasuredTrack::samples).max().orElse(0);
    }

    /** Returns the tracks with sound, or the default one if none has. */
    List<MeasuredTrack> heard() {
        List<MeasuredTrack> sounding =
                tracks.stream().filter(track -> !track.isSilent()).toList();
        return sounding.isEmpty()
                ? List.of(tracks.stream()
                        .filter(track -> track.track().isDefault())
                        .findFirst()
                        .orElse(tracks.get(0)))
                : sounding;
    }
}
