package dev.sotto.jobs.engines;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes segments. */
final class Segments {

    private Segments() {}

    /** Ends a segment and its words at a time. */
    static Segment endingAt(Segment segment, long endMs) {
        List<Word> words = segment.words() == null
                ? null
                : segment.words().stream()
                        .filter(word -> word.startMs() < endMs)
                        .map(word -> new Word(word.w(), word.startMs(), Math.min(word.endMs(), endMs), word.p()))
                        .toList();
        return with(segment, Math.min(segment.endMs(), endMs), segment.text(), words);
    }

    /** Gives a segment another text. Its words are those of the old text, so they go. */
    static Segment withText(Segment segment, String text) {
        return text.equals(segment.text()) ? segment : with(segment, segment.endMs(), text, null);
    }

    private static Segment with(Segment segment, long endMs, String text, @Nullable List<Word> words) {
        return new Segment(
                segment.i(),
                segment.startMs(),
                endMs,
                text,
                segment.speaker(),
                segment.avgLogprob(),
                segment.noSpeechProb(),
                words);
    }
}
