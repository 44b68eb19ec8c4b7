package dev.sotto.jobs.transcripts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * SubRip has no standard and no escapes. Texts stay as they were spoken. Only a text that is itself a line of times, which
 * players would take for the next cue, gets a shorter arrow.
 */
final class SubRip {

    private static final Pattern TIME_LINE = Pattern.compile("(\\d+:\\d+:\\d+[,.]\\d+\\s*)-{2,}>");

    private SubRip() {}

    static String render(Transcript transcript) {
        StringBuilder out = new StringBuilder();
        List<Cue> cues = Cue.of(transcript);
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            out.append(i + 1).append('\n');
            out.append(CueTime.clock(cue.startMs(), ','))
                    .append(" --> ")
                    .append(CueTime.clock(cue.endMs(), ','))
                    .append('\n');
            out.append(TIME_LINE.matcher(cue.spoken()).replaceAll("$1->")).append("\n\n");
        }
        return out.toString();
    }
}
