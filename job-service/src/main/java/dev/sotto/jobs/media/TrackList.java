package dev.sotto.jobs.media;

import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The audio tracks of a recording. */
record TrackList(String format, List<Track> tracks) {

    /** Below, speech is not intelligible, and a few bytes would be hours. */
    private static final int LOWEST_RATE = 4000;

    /**
     * Returns the tracks that can be decoded.
     *
     * @param asked the number of the only track to use; null for all
     * @throws UnreadableAudio if there is none
     */
    List<Track> usable(@Nullable Integer asked) {
        if (tracks.isEmpty()) {
            throw new UnreadableAudio(Reason.NO_AUDIO);
        }
        if (asked != null && asked > tracks.size()) {
            throw new UnreadableAudio(Reason.NO_SUCH_TRACK, Map.of("tracks", tracks.size()));
        }
        List<Track> wanted = asked == null ? tracks : List.of(tracks.get(asked - 1));
        List<Track> usable =
                wanted.stream().filter(track -> refusal(track) == null).toList();
        if (usable.isEmpty()) {
            UnreadableAudio refusal = refusal(wanted.get(0));
            throw refusal == null ? new UnreadableAudio(Reason.NO_AUDIO) : refusal;
        }
        return usable;
    }

    private static @Nullable UnreadableAudio refusal(Track track) {
        if (track.isProtected()) {
            return new UnreadableAudio(Reason.PROTECTED);
        }
        if (!track.known()) {
            return UnreadableAudio.codec(track.codec());
        }
        if (track.sampleRate() != 0 && track.sampleRate() < LOWEST_RATE) {
            return new UnreadableAudio(Reason.SAMPLE_RATE_TOO_LOW, Map.of("sample_rate", track.sampleRate()));
        }
        if (track.channels() > FfmpegCommand.MOST_CHANNELS) {
            return new UnreadableAudio(Reason.TOO_MANY_CHANNELS, Map.of("channels", track.channels()));
        }
        return track.channels() < 1 ? new UnreadableAudio(Reason.DAMAGED) : null;
    }

    /**
     * Reads what FFmpeg prints about its input. ffprobe would print it in a better form, but it opens a decoder for
     * every stream, including video, and fails if it may not. Texts of the recording are indented more.
     */
    static final class Reader {

        private static final int MOST_LINES = 1000;
        private static final Set<String> TIMED = Set.of(
                "mov", "matroska", "ogg", "asf", "avi", "flv", "rm", "mpeg", "mpegts", "mxf", "gxf", "wtv", "nut");
        private static final Pattern INPUT = Pattern.compile("Input #0, (\\w+).*, from '.*");
        private static final Pattern BRAND = Pattern.compile(" {4}major_brand +: (.*)");
        private static final Pattern DURATION =
                Pattern.compile(" {2}Duration: (?:(\\d+):(\\d+):(\\d+\\.\\d+)|N/A)(?:, start: (-?[\\d.]+))?.*");
        private static final Pattern STREAM = Pattern.compile(" {2}Stream #0:(\\d+)\\S* (\\w+): (.*)");
        private static final Pattern AUDIO =
                Pattern.compile("(\\w+).*?(?:\\((\\w+|\\[[^ ]*) / 0x\\w+\\))?, (\\d+) Hz, (?:(\\d+) channels)?.*");

        private final List<String> lines = new ArrayList<>();
        private boolean guessed;
        private boolean drm;

        /** Returns whether the line is about the input, which nobody else needs. */
        boolean line(String line) {
            guessed |= line.contains("Estimating duration");
            drm |= line.contains("DRM protected stream");
            boolean known = INPUT.matcher(line).matches()
                    || BRAND.matcher(line).matches()
                    || DURATION.matcher(line).matches()
                    || STREAM.matcher(line).matches();
            if (known && lines.size() < MOST_LINES) {
                lines.add(line);
            }
            return known;
        }

        /**
         * Returns what was printed; null if FFmpeg did not open the file.
         *
         * @param encrypted FFmpeg's numbers of the tracks that the file declares as encrypted
         */
        @Nullable
        TrackList list(Set<Integer> encrypted) {
            Matcher input = first(INPUT);
            if (input == null) {
                return null;
            }
            long streams = lines.stream().filter(STREAM.asMatchPredicate()).count();
            double seconds = guessed || streams > 1 ? 0 : seconds();
            List<Track> tracks = new ArrayList<>();
            for (String line : lines) {
                Matcher stream = STREAM.matcher(line);
                if (stream.matches() && stream.group(2).equals("Audio")) {
                    int index = Integer.parseInt(stream.group(1));
                    tracks.add(track(
                            tracks.size() + 1,
                            index,
                            stream.group(3),
                            drm || encrypted.contains(index),
                            seconds,
                            start(),
                            TIMED.contains(input.group(1))));
                }
            }
            return new TrackList(format(input.group(1), tracks), tracks);
        }

        private @Nullable Matcher first(Pattern pattern) {
            return lines.stream()
                    .map(pattern::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .orElse(null);
        }

        private double seconds() {
            Matcher duration = first(DURATION);
            return duration == null || duration.group(1) == null
                    ? 0
                    : 3600.0 * Integer.parseInt(duration.group(1))
                            + 60 * Integer.parseInt(duration.group(2))
                            + Double.parseDouble(duration.group(3));
        }

        private double start() {
            Matcher duration = first(DURATION);
            return duration == null || duration.group(4) == null ? 0 : Double.parseDouble(duration.group(4));
        }

        private static Track track(
                int number,
                int index,
                String text,
                boolean isProtected,
                double seconds,
                double start,
                boolean isTimed) {
            Matcher audio = AUDIO.matcher(text);
            boolean readable = audio.matches();
            String name = readable ? audio.group(1) : text.split("\\W", 2)[0];
            String tag = readable ? audio.group(2) : null;
            boolean known = !name.equals("none") && !name.equals("unknown");
            return new Track(
                    number,
                    index,
                    known || tag == null || !tag.matches("\\w+") ? name : tag,
                    known,
                    readable ? Integer.parseInt(audio.group(3)) : 0,
                    readable && audio.group(4) != null
                            ? Integer.parseInt(audio.group(4))
                            : text.contains("mono") ? 1 : 2,
                    text.contains("(default)"),
                    isProtected,
                    seconds,
                    start,
                    isTimed);
        }

        /** Returns the usual name of the format. FFmpeg's is that of a family, for example {@code mov,mp4,m4a,3gp}. */
        private String format(String demuxer, List<Track> tracks) {
            Matcher named = first(BRAND);
            String brand = named == null ? "" : named.group(1);
            String codec = tracks.isEmpty() ? "" : tracks.get(0).codec();
            return switch (demuxer) {
                case "mov" ->
                    brand.startsWith("M4A") || brand.startsWith("M4B")
                            ? "m4a"
                            : brand.startsWith("qt") ? "mov" : brand.startsWith("3g") ? "3gp" : "mp4";
                case "matroska" -> codec.equals("opus") || codec.equals("vorbis") ? "webm" : "mkv";
                case "ogg" -> codec.equals("opus") ? "opus" : "ogg";
                case "asf" -> "wma";
                default -> demuxer;
            };
        }
    }
}
