package dev.sotto.jobs.transcripts;

import java.util.stream.Collectors;

/** LRC: a line a segment behind its time. It has no escapes, and square brackets would be read as further times. */
final class Lyrics {

    private Lyrics() {}

    static String render(Transcript transcript) {
        return Cue.of(transcript).stream().map(Lyrics::line).collect(Collectors.joining());
    }

    private static String line(Cue cue) {
        return CueTime.lyrics(cue.startMs()) + cue.spoken().replace('[', '(').replace(']', ')') + "\n";
    }
}
