package dev.sotto.jobs.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WordTimesTest {

    /** Each word takes 100 ms, with pauses of 20 ms. */
    private static Segment heard(String... words) {
        List<Word> said = new ArrayList<>();
        for (String word : words) {
            long start = 1000 + 120L * said.size();
            said.add(new Word(word, start, start + 100, 0.5));
        }
        String text = String.join(" ", words);
        return new Segment(0, 1000, 1000 + 120L * words.length, text, null, null, null, said);
    }

    private static String aligned(Segment segment, String text) {
        return WordTimes.of(segment, text).stream()
                .map(word -> word.w() + " " + word.startMs() + "-" + word.endMs() + (word.p() == null ? "*" : ""))
                .collect(Collectors.joining(", "));
    }

    @Test
    void unchangedWordsKeepTimesAndProbabilities() {
        assertThat(aligned(heard("good", "mourning", "all"), "good morning all"))
                .isEqualTo("good 1000-1100, morning 1120-1220*, all 1240-1340");
    }

    @Test
    void newWordsShareTheTimeOfWhatTheyReplace() {
        assertThat(aligned(heard("we", "ice", "cream", "now"), "we scream it out now"))
                .isEqualTo("we 1000-1100, scream 1120-1240*, it 1240-1280*, out 1280-1340*, now 1360-1460");
    }

    @Test
    void insertedWordsStandInThePause() {
        assertThat(aligned(heard("so", "then"), "so well then"))
                .isEqualTo("so 1000-1100, well 1100-1120*, then 1120-1220");
        assertThat(aligned(heard("so"), "so it ends")).isEqualTo("so 1000-1100, it 1100-1106*, ends 1106-1120*");
    }

    @Test
    void signsAndCaseAreNoOtherWord() {
        assertThat(aligned(heard("hello", "world"), "Hello, world!")).isEqualTo("Hello, 1000-1100*, world 1120-1220");
    }

    @Test
    void wordsThatAreTakenOutLeaveTheOthers() {
        assertThat(aligned(heard("um", "yes", "um", "no"), "yes no")).isEqualTo("yes 1120-1220, no 1360-1460");
    }

    @Test
    void languagesWithoutSpacesAreComparedByCharacters() {
        Segment segment = new Segment(
                0,
                0,
                400,
                "你好世界",
                null,
                null,
                null,
                List.of(new Word("你好", 0, 200, null), new Word("世界", 200, 400, null)));

        assertThat(aligned(segment, "你好，世人。")).isEqualTo("你 0-100*, 好， 100-200*, 世 200-300*, 人。 300-400*");
    }

    @Test
    void withoutTimesOfWordsThereAreNone() {
        assertThat(WordTimes.of(Segment.of(0, 0, 10, "a"), "b")).isNull();
    }

    @Test
    void longComparisonIsLeftOutButForTheEnds() {
        Segment segment = heard(Stream.concat(
                        Stream.of("first"),
                        Stream.concat(Stream.generate(() -> "a").limit(3000), Stream.of("last")))
                .toArray(String[]::new));

        List<Word> words = WordTimes.of(segment, "first " + "b a ".repeat(2000) + "last");

        assertThat(words).hasSize(4002);
        assertThat(words.get(0).p()).isEqualTo(0.5);
        assertThat(words.get(4001).p()).isEqualTo(0.5);
        assertThat(words.get(1).startMs()).isEqualTo(1120);
    }

    @Property(tries = 500)
    void everyWordOfTheTextHasATimeWithinTheSegment(@ForAll("texts") String before, @ForAll("texts") String after) {
        Segment segment = heard(before.split(" "));

        List<Word> words = WordTimes.of(segment, after);

        assertThat(words).extracting(Word::w).containsExactlyElementsOf(Arrays.asList(after.split(" ")));
        assertThat(words).allSatisfy(word -> assertThat(word.startMs()).isBetween(segment.startMs(), word.endMs()));
        assertThat(words).allSatisfy(word -> assertThat(word.endMs()).isLessThanOrEqualTo(segment.endMs()));
        assertThat(words).extracting(Word::startMs).isSorted();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "d")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }
}
