package dev.sotto.jobs.transcripts;

import java.util.stream.Collectors;

/**
 * Start and end in milliseconds and the text, under a header: the columns that Whisper's own tool writes. A text that begins
 * with a quotation mark is quoted, as spreadsheets and CSV readers expect it.
 *
 * <p>A text that begins with {@code =}, {@code +}, {@code -} or {@code @} stays as it was spoken, as in Whisper's own tool: a
 * mark before it would be part of what other programs read. A spreadsheet may take it for a formula, so import such a file
 * with the column's type set to text.
 */
final class TabSeparated {

    private TabSeparated() {}

    static String render(Transcript transcript) {
        return Cue.of(transcript).stream()
                .map(cue -> cue.startMs() + "\t" + cue.endMs() + "\t" + cell(cue.spoken()) + "\n")
                .collect(Collectors.joining("", "start\tend\ttext\n", ""));
    }

    private static String cell(String text) {
        return text.startsWith("\"") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
