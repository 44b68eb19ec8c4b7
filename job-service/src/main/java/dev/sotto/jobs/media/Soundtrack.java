package dev.sotto.jobs.media;

import dev.sotto.model.jobs.JobWarning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A recording's sound: which tracks and channels are heard, how loud, and when. It was measured by decoding. */
public final class Soundtrack {

    /** A track's part in a voice. */
    record Part(MeasuredTrack track, Downmix mix, double level) {

        float[] weights() {
            float[] weights = mix.weights().clone();
            for (int channel = 0; channel < weights.length; channel++) {
                weights[channel] *= (float) level;
            }
            return weights;
        }
    }

    private final List<MeasuredTrack> tracks;
    private final List<List<Part>> voices;
    private final PlayerTimes times;
    private final Set<JobWarning> warnings = EnumSet.noneOf(JobWarning.class);

    private Soundtrack(List<MeasuredTrack> tracks, List<List<Part>> voices) {
        this.tracks = tracks;
        this.voices = voices;
        this.times = PlayerTimes.of(
                tracks.stream().flatMap(track -> track.pieces().stream()).toList());
    }

    /**
     * Chooses from what was decoded: the tracks with sound, or the default one if none has.
     *
     * @param measured at least one
     * @param skipped whether there are tracks that could not be decoded
     * @param cut whether the file has, or should have, more sound than FFmpeg reads
     */
    static Soundtrack of(List<MeasuredTrack> measured, boolean skipped, boolean cut, boolean split) {
        List<MeasuredTrack> tracks = used(measured);
        Soundtrack sound = new Soundtrack(tracks, split ? split(tracks) : List.of(mix(tracks)));
        List<Part> parts = sound.voices.stream().flatMap(List::stream).toList();
        sound.warn(JobWarning.TRUNCATED, cut || tracks.stream().anyMatch(MeasuredTrack::damaged));
        sound.warn(JobWarning.TRACKS_MIXED, tracks.size() > 1 && !split);
        sound.warn(JobWarning.TRACK_SKIPPED, skipped);
        sound.warn(
                JobWarning.CHANNEL_CHOSEN,
                parts.stream().anyMatch(part -> part.mix().chosen()));
        sound.warn(
                JobWarning.CLIPPED, parts.stream().anyMatch(part -> part.mix().clipped()));
        sound.warn(JobWarning.SILENT, tracks.stream().allMatch(MeasuredTrack::isSilent));
        return sound;
    }

    private static List<MeasuredTrack> used(List<MeasuredTrack> measured) {
        List<MeasuredTrack> sounding =
                measured.stream().filter(track -> !track.isSilent()).toList();
        return sounding.isEmpty()
                ? List.of(measured.stream()
                        .filter(track -> track.track().isDefault())
                        .findFirst()
                        .orElse(measured.get(0)))
                : sounding;
    }

    /** Tracks are mixed so that a few together are about as loud as one. */
    private static List<Part> mix(List<MeasuredTrack> tracks) {
        double level = 1 / Math.sqrt(tracks.size());
        return tracks.stream()
                .map(track -> new Part(track, Downmix.of(track.meter()), level))
                .toList();
    }

    private static List<List<Part>> split(List<MeasuredTrack> tracks) {
        List<List<Part>> voices = new ArrayList<>();
        for (MeasuredTrack track : tracks) {
            IntStream.range(0, track.meter().channels())
                    .mapToObj(channel -> List.of(new Part(track, Downmix.of(track.meter(), channel), 1)))
                    .forEach(voices::add);
        }
        return voices;
    }

    private void warn(JobWarning warning, boolean applies) {
        if (applies) {
            warnings.add(warning);
        }
    }

    MediaInfo info(String format, long bytes) {
        Track first = tracks.get(0).track();
        return new MediaInfo(
                format,
                first.codec(),
                durationMs(),
                decodedMs(),
                first.sampleRate(),
                tracks.get(0).meter().channels(),
                voices.size(),
                bytes,
                warnings());
    }

    /** Returns how many voices are transcribed by themselves. */
    public int voices() {
        return voices.size();
    }

    List<Part> parts(int voice) {
        return voices.get(voice);
    }

    PlayerTimes times() {
        return times;
    }

    /** Returns the time that a player shows. */
    public long durationMs() {
        return times.length() / Media.SAMPLES_A_MILLISECOND;
    }

    /** Returns the length of the sound without gaps. */
    public long decodedMs() {
        return times.decoded() / Media.SAMPLES_A_MILLISECOND;
    }

    /** Returns the length of what {@link Media#decode} writes: long gaps are shortened. */
    public long heardMs() {
        return times.heard() / Media.SAMPLES_A_MILLISECOND;
    }

    /** Returns when a player shows what is at {@code heardMs} of the decoded sound. */
    public long shownMs(long heardMs) {
        return times.shown(heardMs * Media.SAMPLES_A_MILLISECOND) / Media.SAMPLES_A_MILLISECOND;
    }

    public List<JobWarning> warnings() {
        return List.copyOf(warnings);
    }
}
