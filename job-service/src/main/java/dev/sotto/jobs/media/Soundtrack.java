package dev.sotto.jobs.media;

import dev.sotto.model.jobs.JobWarning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    private final String format;
    private final List<MeasuredTrack> tracks;
    private final List<List<Part>> voices = new ArrayList<>();
    private final PlayerTimes times;
    private final Set<JobWarning> warnings = EnumSet.noneOf(JobWarning.class);

    private Soundtrack(String format, List<MeasuredTrack> tracks) {
        this.format = format;
        this.tracks = tracks;
        this.times = PlayerTimes.of(
                tracks.stream().flatMap(track -> track.pieces().stream()).toList());
    }

    /**
     * Chooses from what was decoded.
     *
     * @param links one after the other, at least one
     * @param cut whether the file has, or should have, more sound
     */
    static Soundtrack of(String format, List<Link> links, boolean cut, boolean split) {
        List<List<MeasuredTrack>> heard = oneAfterAnother(links);
        Soundtrack sound =
                new Soundtrack(format, heard.stream().flatMap(List::stream).toList());
        heard.forEach(tracks -> sound.add(tracks, split));
        Link last = links.get(links.size() - 1);
        sound.warn(JobWarning.TRUNCATED, cut || last.isDamaged());
        sound.warn(JobWarning.TRACKS_MIXED, !split && heard.stream().anyMatch(tracks -> tracks.size() > 1));
        sound.warn(JobWarning.TRACK_SKIPPED, links.stream().anyMatch(Link::skipped));
        sound.warn(JobWarning.SILENT, sound.tracks.stream().allMatch(MeasuredTrack::isSilent));
        return sound;
    }

    private static List<List<MeasuredTrack>> oneAfterAnother(List<Link> links) {
        List<List<MeasuredTrack>> heard = new ArrayList<>();
        long end = 0;
        for (Link link : links) {
            long start = end;
            List<MeasuredTrack> tracks =
                    link.heard().stream().map(track -> track.after(start)).toList();
            end = tracks.stream().mapToLong(MeasuredTrack::end).max().orElse(start);
            heard.add(tracks);
        }
        return heard;
    }

    private void add(List<MeasuredTrack> playedTogether, boolean split) {
        int voice = 0;
        // Tracks are mixed so that a few together are about as loud as one.
        double level = split ? 1 : 1 / Math.sqrt(playedTogether.size());
        for (MeasuredTrack track : playedTogether) {
            for (int channel = 0; channel < (split ? track.meter().channels() : 1); channel++) {
                Downmix mix = split ? Downmix.of(track.meter(), channel) : Downmix.of(track.meter());
                warn(JobWarning.CHANNEL_CHOSEN, mix.chosen());
                warn(JobWarning.CLIPPED, mix.clipped());
                part(split ? voice++ : 0).add(new Part(track, mix, level));
            }
        }
    }

    private List<Part> part(int voice) {
        if (voice == voices.size()) {
            voices.add(new ArrayList<>());
        }
        return voices.get(voice);
    }

    private void warn(JobWarning warning, boolean applies) {
        if (applies) {
            warnings.add(warning);
        }
    }

    MediaInfo info(long bytes) {
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
