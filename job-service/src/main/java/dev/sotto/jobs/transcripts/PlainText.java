package dev.sotto.jobs.transcripts;

import java.util.stream.Collectors;

/** One line per segment. */
final class PlainText {

    private PlainText() {}

    static String render(Transcript transcript) {
        return Cue.of(transcript).stream().map(cue -> cue.spoken() + "\n").collect(Collectors.joining());
    }
}
