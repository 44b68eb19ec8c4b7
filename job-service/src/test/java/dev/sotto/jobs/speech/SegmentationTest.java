package dev.sotto.jobs.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Word;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentationTest {

    private final Segmentation segmentation = new Segmentation();

    @Test
    void breaksAtPauses() {
        segmentation.addUtterance(List.of(word("good", 0, 300), word("morning", 310, 800), word("please", 1100, 1400)));

        assertThat(segmentation.segments()).extracting(Segment::text).containsExactly("good morning", "please");
    }

    @Test
    void breaksAtUtteranceEnds() {
        segmentation.addUtterance(List.of(word("good", 0, 300)));
        segmentation.addUtterance(List.of());
        segmentation.addUtterance(List.of(word("morning", 310, 800)));

        assertThat(segmentation.segments()).extracting(Segment::i).containsExactly(0, 1);
    }

    @Test
    void keepsSegmentsReadable() {
        segmentation.addUtterance(IntStream.range(0, 100)
                .mapToObj(i -> word("word", i * 200L, i * 200L + 200))
                .toList());

        assertThat(segmentation.segments())
                .hasSize(3)
                .allSatisfy(segment ->
                        assertThat(segment.endMs() - segment.startMs()).isLessThanOrEqualTo(7000));
    }

    private static Word word(String word, long start, long end) {
        return new Word(word, start, end, null);
    }
}
