package dev.sotto.jobs.transcripts;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A segment as it is shown: never blank, on one line, of at least a millisecond.
 *
 * @param text without control characters or line ends of any kind, not yet escaped
 */
record Cue(long startMs, long endMs, @Nullable String speaker, String text) {

    /** Blanks, controls and everything that some reader takes for the end of a line. */
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    static List<Cue> of(Transcript transcript) {
        return transcript.segments().stream()
                .map(Cue::of)
                .filter(cue -> !cue.text.isEmpty())
                .toList();
    }

    private static Cue of(Segment segment) {
        long end = Math.max(segment.endMs(), segment.startMs() + 1);
        String speaker = segment.speaker() == null ? "" : line(segment.speaker());
        return new Cue(segment.startMs(), end, speaker.isEmpty() ? null : speaker, line(segment.text()));
    }

    private static String line(String text) {
        return BLANK.matcher(text).replaceAll(" ").strip();
    }

    /** For formats without a notation of their own for speakers. */
    String spoken() {
        return speaker == null ? text : speaker + ": " + text;
    }
}
