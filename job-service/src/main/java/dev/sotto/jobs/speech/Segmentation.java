package dev.sotto.jobs.speech;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Groups an utterance's words into segments for subtitles. It splits at pauses, and after at most 7 s. */
final class Segmentation {

    private static final long PAUSE_MS = 300;
    private static final long LONGEST_MS = 7000;

    private final List<Segment> segments = new ArrayList<>();
    private final List<Word> open = new ArrayList<>();

    void addUtterance(List<Word> words) {
        for (Word word : words) {
            if (!open.isEmpty() && breaksBefore(word)) {
                close();
            }
            open.add(word);
        }
        close();
    }

    List<Segment> segments() {
        return List.copyOf(segments);
    }

    private boolean breaksBefore(Word word) {
        long pause = word.startMs() - open.get(open.size() - 1).endMs();
        return pause >= PAUSE_MS || word.endMs() - open.get(0).startMs() > LONGEST_MS;
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        String text = open.stream().map(Word::w).collect(Collectors.joining(" "));
        long start = open.get(0).startMs();
        long end = open.get(open.size() - 1).endMs();
        segments.add(new Segment(segments.size(), start, end, text, null, null, null, open));
        open.clear();
    }
}
