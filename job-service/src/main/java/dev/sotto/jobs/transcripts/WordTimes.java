package dev.sotto.jobs.transcripts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives the words of a corrected segment their times. A word that the machine heard, too, keeps its times and its
 * probability. As many words as were there before take the times of those; other new words share the time of what they
 * replace, or of the pause where they stand. They have no probability, because a person wrote them.
 *
 * <p>What is the same is the longest common subsequence, without regard to case and signs. Languages without spaces are
 * compared by characters.
 */
final class WordTimes {

    private static final String UNSPACED =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";
    private static final Pattern TOKEN =
            Pattern.compile("[" + UNSPACED + "]\\p{M}*[\\p{P}&&[^\\s]]*|[^\\s" + UNSPACED + "]+");
    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    /** A longer comparison is not worth its time: beyond it, words between the common ends count as new. */
    private static final long MOST_COMPARISONS = 1_000_000;

    private final Segment segment;
    private final List<Unit> units = new ArrayList<>();
    private final List<String> tokens;
    private final List<Word> words = new ArrayList<>();

    /**
     * A word of the machine, or a character of it.
     *
     * @param word null if it is only a part of one
     */
    private record Unit(
            String key, long startMs, long endMs, @Nullable Word word) {}

    private WordTimes(Segment segment, List<Word> heard, String text) {
        this.segment = segment;
        this.tokens = tokens(text);
        heard.forEach(this::add);
    }

    /** @return null if the engine does not tell the times of words */
    static @Nullable List<Word> of(Segment machines, String text) {
        List<Word> heard = machines.words();
        return heard == null || heard.isEmpty() || text.equals(machines.text())
                ? heard
                : new WordTimes(machines, heard, text).aligned();
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(found -> found.group()).toList();
    }

    private static String key(String token) {
        String bare = EDGES.matcher(token).replaceAll("");
        return (bare.isEmpty() ? token : bare).toLowerCase(Locale.ROOT);
    }

    private void add(Word word) {
        List<String> parts = tokens(word.w());
        if (parts.size() < 2) {
            units.add(new Unit(key(word.w().strip()), word.startMs(), word.endMs(), word));
            return;
        }
        long length = word.endMs() - word.startMs();
        for (int part = 0; part < parts.size(); part++) {
            long start = word.startMs() + length * part / parts.size();
            long end = word.startMs() + length * (part + 1) / parts.size();
            units.add(new Unit(key(parts.get(part)), start, end, null));
        }
    }

    private List<Word> aligned() {
        List<String> keys = tokens.stream().map(WordTimes::key).toList();
        List<String> heard = units.stream().map(Unit::key).toList();
        int[] same = CommonSequence.of(heard, keys, MOST_COMPARISONS);
        int unit = 0;
        int token = 0;
        for (int next = 0; next < same.length; next++) {
            if (same[next] >= 0) {
                replace(unit, same[next], token, next);
                keep(units.get(same[next]), tokens.get(next));
                unit = same[next] + 1;
                token = next + 1;
            }
        }
        replace(unit, units.size(), token, tokens.size());
        return List.copyOf(words);
    }

    private void keep(Unit unit, String token) {
        Word word = unit.word();
        words.add(
                word != null && token.contains(word.w().strip())
                        ? word
                        : new Word(token, unit.startMs(), unit.endMs(), null));
    }

    /** Words of the machine, from a first to before a last one, became tokens, from a first to before a last one. */
    private void replace(int unit, int unitEnd, int token, int tokenEnd) {
        if (unitEnd - unit == tokenEnd - token) {
            for (int i = 0; i < tokenEnd - token; i++) {
                Unit replaced = units.get(unit + i);
                words.add(new Word(tokens.get(token + i), replaced.startMs(), replaced.endMs(), null));
            }
            return;
        }
        boolean inserted = unit == unitEnd;
        long from = inserted
                ? (unit == 0 ? segment.startMs() : units.get(unit - 1).endMs())
                : units.get(unit).startMs();
        long to = inserted
                ? (unit == units.size() ? segment.endMs() : units.get(unit).startMs())
                : units.get(unitEnd - 1).endMs();
        share(tokens.subList(token, tokenEnd), from, Math.max(from, to));
    }

    /** In proportion to their lengths. */
    private void share(List<String> some, long from, long to) {
        long whole = some.stream().mapToLong(String::length).sum();
        long done = 0;
        for (String each : some) {
            long start = from + (to - from) * done / whole;
            done += each.length();
            words.add(new Word(each, start, from + (to - from) * done / whole, null));
        }
    }
}
