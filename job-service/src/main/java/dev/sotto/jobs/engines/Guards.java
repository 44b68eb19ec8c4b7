package dev.sotto.jobs.engines;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import dev.sotto.model.jobs.JobWarning;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes out text that engines invent in silence, music and noise, and after the end. */
@ApplicationScoped
class Guards {

    /** Whisper's own limits for a segment in which nobody speaks. */
    private static final double NO_SPEECH = 0.6;

    private static final double UNLIKELY = -1.0;
    /** So many equal lines in a row are not what somebody said. */
    private static final int LOOP = 4;
    /** A line that holds so many equal parts in a row likewise. */
    private static final int LOOP_IN_LINE = 6;

    private final GuardSettings settings;

    Guards(GuardSettings settings) {
        this.settings = settings;
    }

    /** @param warnings what was changed and a reader should know */
    record Guarded(Transcript transcript, Set<JobWarning> warnings) {}

    /** @param pcm the sound that was heard */
    Guarded guard(Transcript heard, Path pcm) throws IOException {
        List<Segment> segments = heard.segments();
        if (settings.end()) {
            segments = withinTheEnd(segments, heard.durationMs());
        }
        if (settings.silence()) {
            segments = spoken(segments, pcm);
        }
        Set<JobWarning> warnings = EnumSet.noneOf(JobWarning.class);
        if (settings.repetition()) {
            List<Segment> kept = withoutLoops(segments);
            if (!kept.equals(segments)) {
                warnings.add(JobWarning.REPETITION_CUT);
            }
            segments = kept;
        }
        return new Guarded(segments.equals(heard.segments()) ? heard : with(heard, segments), warnings);
    }

    private static List<Segment> withinTheEnd(List<Segment> segments, long durationMs) {
        return segments.stream()
                .filter(segment -> segment.startMs() < durationMs)
                .map(segment -> segment.endMs() <= durationMs ? segment : endingAt(segment, durationMs))
                .toList();
    }

    private static List<Segment> spoken(List<Segment> segments, Path pcm) throws IOException {
        List<Segment> spoken = new ArrayList<>();
        try (FileChannel sound = FileChannel.open(pcm)) {
            for (Segment segment : segments) {
                if (!isUnlikely(segment) && !Silence.is(sound, segment.startMs(), segment.endMs())) {
                    spoken.add(segment);
                }
            }
        }
        return spoken;
    }

    private static boolean isUnlikely(Segment segment) {
        return segment.noSpeechProb() != null
                && segment.noSpeechProb() > NO_SPEECH
                && segment.avgLogprob() != null
                && segment.avgLogprob() < UNLIKELY;
    }

    static List<Segment> withoutLoops(List<Segment> segments) {
        List<Segment> kept = new ArrayList<>();
        int first = 0;
        while (first < segments.size()) {
            int next = first + 1;
            while (next < segments.size() && isEqual(segments.get(first), segments.get(next))) {
                next++;
            }
            int most = next - first >= LOOP ? first + 1 : next;
            segments.subList(first, most).forEach(segment -> kept.add(withText(segment, once(segment.text()))));
            first = next;
        }
        return kept;
    }

    private static boolean isEqual(Segment one, Segment other) {
        return letters(one.text()).equals(letters(other.text()));
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** Cuts a line such as "thank you thank you thank you …" to one of its parts. */
    static String once(String text) {
        String[] words = text.split(" ");
        for (int part = 1; part <= words.length / LOOP_IN_LINE; part++) {
            int repeated = 1;
            while ((repeated + 1) * part <= words.length && isRepeated(words, part, repeated)) {
                repeated++;
            }
            boolean toTheEnd = words.length - repeated * part < part;
            if (repeated >= LOOP_IN_LINE && toTheEnd) {
                return String.join(" ", List.of(words).subList(0, part));
            }
        }
        return text;
    }

    private static boolean isRepeated(String[] words, int part, int repeated) {
        for (int i = 0; i < part; i++) {
            if (!letters(words[i]).equals(letters(words[repeated * part + i]))) {
                return false;
            }
        }
        return true;
    }

    private static Transcript with(Transcript heard, List<Segment> segments) {
        return Transcript.of(
                heard.engine(),
                heard.model(),
                heard.task(),
                heard.language(),
                heard.durationMs(),
                Segment.inOrder(segments));
    }

    private static Segment endingAt(Segment segment, long endMs) {
        List<Word> words = segment.words() == null
                ? null
                : segment.words().stream()
                        .filter(word -> word.startMs() < endMs)
                        .map(word -> new Word(word.w(), word.startMs(), Math.min(word.endMs(), endMs), word.p()))
                        .toList();
        return segment.with(endMs, segment.text(), words);
    }

    /** The words are those of the old text, so they go with it. */
    private static Segment withText(Segment segment, String text) {
        return text.equals(segment.text()) ? segment : segment.with(segment.endMs(), text, null);
    }
}
