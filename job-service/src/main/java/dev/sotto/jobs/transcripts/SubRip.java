package dev.sotto.jobs.transcripts;

import java.util.List;
import java.util.regex.Pattern;

/** SubRip has no standard and no escapes. Text that a player could read as a time line or as markup is rewritten. */
final class SubRip {

    private static final Pattern ARROW = Pattern.compile("-{2,}>");

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
            out.append(ARROW.matcher(cue.spoken()).replaceAll("->")).append("\n\n");
        }
        return out.toString();
    }
}
