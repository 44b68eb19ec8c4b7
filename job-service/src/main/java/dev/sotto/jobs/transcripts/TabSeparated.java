package dev.sotto.jobs.transcripts;

import java.util.stream.Collectors;

/** Start and end in milliseconds and the text, under a header: the columns that Whisper's own tool writes. */
final class TabSeparated {

    private TabSeparated() {}

    static String render(Transcript transcript) {
        return Cue.of(transcript).stream()
                .map(cue -> cue.startMs() + "\t" + cue.endMs() + "\t" + cue.spoken() + "\n")
                .collect(Collectors.joining("", "start\tend\ttext\n", ""));
    }
}
