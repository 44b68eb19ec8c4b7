package dev.sotto.jobs.transcripts;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A segment for display: never blank, on one line, at least a millisecond long.
 *
 * @param text without control characters or line ends, not yet escaped
 */
record Cue(long startMs, long endMs, @Nullable String speaker, String text) {

    /** Whitespace, control characters, and every character that some program treats as a line end. */
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

    /** Returns the text with its speaker, for formats without a notation for speakers. */
    String spoken() {
        return speaker == null ? text : speaker + ": " + text;
    }
}
