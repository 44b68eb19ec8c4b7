package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void comparesWorkByProcessorTime() {
        Comparison comparison = compare(nine(slice(900, 1, 0)), nine(slice(1000, 2, 0)));

        assertThat(comparison.cpu()).isEqualTo(new Interval(1.8, 1.8, 1.8));
        assertThat(comparison.wall().median()).isEqualTo(0.9);
        assertThat(comparison.pairs()).isEqualTo(9);
    }

    @Test
    void dropsPairWithDisturbedSlice() {
        List<Slice> ours = Stream.concat(Stream.of(slice(10, 1, 0.16)), nine(slice(900, 1, 0)).stream())
                .toList();
        List<Slice> theirs = Stream.concat(nine(slice(900, 1, 0)).stream(), Stream.of(slice(5, 1, 0.5)))
                .toList();

        Comparison comparison = compare(ours, theirs);

        assertThat(comparison.pairs()).isEqualTo(8);
        assertThat(comparison.dropped()).isEqualTo(2);
        assertThat(comparison.cpu().median()).isEqualTo(1);
    }

    @Test
    void combinesTwoSlices() {
        Slice both = slice(900, 1, 0.2).and(slice(300, 3, 0.1));

        assertThat(both.perCpuSecond()).isEqualTo(300);
        assertThat(both.isNoisy()).isTrue();
        assertThat(slice(300, 3, 0.1).and(slice(900, 1, 0.2)).isNoisy()).isTrue();
    }

    @Test
    void slicesInTurnAreOneThatOthersDisturbedAsLongAsThem() {
        Slice both = new Slice(900, 3, 1, 1, 0.25).then(new Slice(300, 1, 3, 1, 0));

        assertThat(both).isEqualTo(new Slice(1200, 4, 4, 2, 0.1875));
    }

    @Test
    void givesNoVerdictForTooFewPairs() {
        List<Slice> disturbed = nine(slice(900, 1, 0.4));

        Comparison comparison = compare(disturbed, nine(slice(900, 1, 0)));

        assertThat(comparison.isEven()).isFalse();
        assertThat(comparison.against(0.1, true)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void givesNoVerdictWhenSelfComparisonIsUneven() {
        assertThat(compare(nine(slice(1000, 1, 0)), nine(slice(900, 1, 0))).isEven())
                .isFalse();
        assertThat(compare(nine(slice(1000, 1, 0)), nine(slice(990, 1, 0))).isEven())
                .isTrue();
        assertThat(compare(nine(slice(1000, 1, 0)), nine(slice(500, 1, 0))).against(0.9, false))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void passesByLowEndOfInterval() {
        List<Slice> scattered = Stream.of(0.8, 0.85, 0.9, 0.92, 0.95, 1.0, 1.02, 1.05, 1.1)
                .map(factor -> slice((long) (1000 * factor), 1, 0))
                .toList();

        Comparison comparison = compare(scattered, nine(slice(1000, 1, 0)));

        assertThat(comparison.cpu().median()).isEqualTo(0.95);
        assertThat(comparison.against(0.94, true)).isEqualTo(Verdict.FAIL);
        assertThat(comparison.against(0.80, true)).isEqualTo(Verdict.PASS);
    }

    @Test
    void failsSlowSideWithLowProcessorTime() {
        assertThat(compare(nine(slice(700, 0.7, 0)), nine(slice(1000, 1, 0))).against(0.9, true))
                .isEqualTo(Verdict.FAIL);
    }

    private static Comparison compare(List<Slice> ours, List<Slice> theirs) {
        return Comparison.of(ours, theirs, new SplittableRandom(11));
    }

    private static List<Slice> nine(Slice slice) {
        return Collections.nCopies(9, slice);
    }

    private static Slice slice(long operations, double cpuSeconds, double others) {
        return new Slice(operations, 1, cpuSeconds, 0, others);
    }
}
