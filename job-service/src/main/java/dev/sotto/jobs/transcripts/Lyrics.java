package dev.sotto.jobs.transcripts;

import java.util.stream.Collectors;

/**
 * LRC: one line per segment, after its time. LRC has no escapes, and players would read square brackets as further
 * times.
 */
final class Lyrics {

    private Lyrics() {}

    static String render(Transcript transcript) {
        return Cue.of(transcript).stream().map(Lyrics::line).collect(Collectors.joining());
    }

    private static String line(Cue cue) {
        return CueTime.lyrics(cue.startMs()) + cue.spoken().replace('[', '(').replace(']', ')') + "\n";
    }
}
