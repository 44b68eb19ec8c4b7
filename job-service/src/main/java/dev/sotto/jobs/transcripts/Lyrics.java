package dev.sotto.jobs.transcripts;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * LRC: one line per segment, after its time. LRC has no escapes, and players read what is in brackets as further times or
 * as tags. An invisible character keeps such a text as it was spoken.
 */
final class Lyrics {

    /** A bracket that begins the line, or a time. */
    private static final Pattern TAG = Pattern.compile("^(?=\\[)|(?<=[\\[<])(?=\\s*\\d+\\s*:)");

    private static final String ZERO_WIDTH_SPACE = "\u200b";

    private Lyrics() {}

    static String render(Transcript transcript) {
        return Cue.of(transcript).stream().map(Lyrics::line).collect(Collectors.joining());
    }

    private static String line(Cue cue) {
        return CueTime.lyrics(cue.startMs()) + TAG.matcher(cue.spoken()).replaceAll(ZERO_WIDTH_SPACE) + "\n";
    }
}
