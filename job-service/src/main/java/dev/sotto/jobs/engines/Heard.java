package dev.sotto.jobs.engines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a server says that it heard, and makes it a transcript. Servers name segments and words alike
 * ({@code start} and {@code end} in seconds). Times may be missing, negative or in disorder, and any member null.
 */
final class Heard {

    private static final int LONGEST_TEXT = 100_000;

    private final List<Segment> segments = new ArrayList<>();
    private final long durationMs;

    /** @param durationMs the length of the sound */
    Heard(long durationMs) {
        this.durationMs = durationMs;
    }

    /**
     * Adds what was heard in a piece.
     *
     * @param segments an array; anything else adds nothing
     */
    void add(Piece piece, @Nullable JsonNode segments) {
        if (segments == null || !segments.isArray()) {
            return;
        }
        long before = piece.startMs();
        for (JsonNode segment : segments) {
            Segment added = segment(piece, before, segment);
            if (added != null) {
                this.segments.add(added);
                before = added.startMs();
            }
        }
    }

    /** Adds a text without times. */
    void add(Piece piece, String text) {
        String clean = clean(text);
        if (!clean.isEmpty()) {
            segments.add(Segment.of(0, piece.startMs(), piece.endMs(), clean));
        }
    }

    /** Adds a segment whose times, in milliseconds of the piece, are known. */
    void add(Piece piece, long startMs, long endMs, String text) {
        String clean = clean(text);
        if (!clean.isEmpty()) {
            long start = piece.startMs() + Math.max(0, startMs);
            segments.add(Segment.of(0, start, Math.max(start, piece.startMs() + endMs), clean));
        }
    }

    /** Gives words that a server lists beside the segments to those in which they begin. */
    void addWords(Piece piece, @Nullable JsonNode words) {
        if (words == null || !words.isArray()) {
            return;
        }
        List<Word> heard = words(piece, words);
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.startMs() >= piece.startMs() && segment.words() == null) {
                long end = i + 1 < segments.size() ? segments.get(i + 1).startMs() : Long.MAX_VALUE;
                boolean first = i == 0 || segments.get(i - 1).startMs() < piece.startMs();
                List<Word> own = heard.stream()
                        .filter(word -> word.startMs() < end && (first || word.startMs() >= segment.startMs()))
                        .toList();
                segments.set(i, segment.with(segment.endMs(), segment.text(), own.isEmpty() ? null : own));
            }
        }
    }

    /** @param language of the transcript; a name, a code, or null if nobody knows */
    Transcript transcript(String engine, String model, String task, @Nullable String language) {
        segments.sort(Comparator.comparingLong(Segment::startMs));
        return Transcript.of(engine, model, task, Languages.code(language), durationMs, Segment.inOrder(segments));
    }

    private @Nullable Segment segment(Piece piece, long before, JsonNode segment) {
        String text = clean(segment.path("text").asText(""));
        if (text.isEmpty()) {
            return null;
        }
        long start = millis(piece, segment.path("start"), before);
        long end = Math.max(start, millis(piece, segment.path("end"), start));
        JsonNode words = segment.path("words");
        List<Word> heard = words.isArray() ? words(piece, words) : List.of();
        return new Segment(
                0,
                start,
                end,
                text,
                speaker(segment.path("speaker")),
                number(segment.path("avg_logprob"), -1_000, 0),
                number(segment.path("no_speech_prob"), 0, 1),
                heard.isEmpty() ? null : heard);
    }

    private List<Word> words(Piece piece, JsonNode words) {
        List<Word> heard = new ArrayList<>();
        long before = piece.startMs();
        for (JsonNode word : words) {
            String text = clean(word.path("word").asText(""));
            if (!text.isEmpty()) {
                long start = millis(piece, word.path("start"), before);
                long end = Math.max(start, millis(piece, word.path("end"), start));
                heard.add(new Word(text, start, end, number(word.path("probability"), 0, 1)));
                before = start;
            }
        }
        heard.sort(Comparator.comparingLong(Word::startMs));
        return heard;
    }

    private static long millis(Piece piece, JsonNode seconds, long otherwise) {
        double value = seconds.isNumber() ? seconds.asDouble() : Double.NaN;
        if (!Double.isFinite(value)) {
            return otherwise;
        }
        return piece.startMs() + Math.round(Math.min(Math.max(value, 0), Integer.MAX_VALUE) * 1000);
    }

    private static @Nullable Double number(JsonNode value, double least, double most) {
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        return number >= least && number <= most ? Double.valueOf(number) : null;
    }

    private static @Nullable String speaker(JsonNode speaker) {
        String name = speaker.isTextual() ? clean(speaker.asText()) : "";
        return name.isEmpty() || name.equals("None") ? null : name;
    }

    /** Takes out what no text holds: NUL, other control characters, and halves of characters. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(LONGEST_TEXT).forEach(c -> {
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (Character.isWhitespace(c)) {
                clean.append(' ');
            } else if (!half && !Character.isISOControl(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }
}
