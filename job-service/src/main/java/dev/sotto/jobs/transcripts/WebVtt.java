package dev.sotto.jobs.transcripts;

/** WebVTT, https://www.w3.org/TR/webvtt1/; a speaker is a voice span. */
final class WebVtt {

    private WebVtt() {}

    static String render(Transcript transcript) {
        StringBuilder out = new StringBuilder("WEBVTT\n");
        for (Cue cue : Cue.of(transcript)) {
            out.append('\n')
                    .append(CueTime.clock(cue.startMs(), '.'))
                    .append(" --> ")
                    .append(CueTime.clock(cue.endMs(), '.'))
                    .append('\n');
            if (cue.speaker() != null) {
                out.append("<v ").append(escaped(cue.speaker())).append('>');
            }
            out.append(escaped(cue.text())).append('\n');
        }
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
