package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentileTest {

    @Test
    void poolsSlicesFirst() {
        assertThat(Percentile.p99(List.of(slice(200, 0), slice(194, 6)))).isEqualTo(9000, within(10.0));
        assertThat(Percentile.p99(List.of(slice(200, 0), slice(197, 3)))).isEqualTo(1000, within(1.0));
    }

    @Test
    void isOneForEqualSlices() {
        List<Histogram> slices =
                IntStream.range(0, 9).mapToObj(i -> slice(190 + i, 10 - i)).toList();

        Interval self = Percentile.ratioOfP99(slices, slices, new SplittableRandom(1));

        assertThat(self).isEqualTo(new Interval(1, 1, 1));
    }

    @Test
    void returnsRatioOfSlowerToFaster() {
        List<Histogram> quiet = List.of(slice(200, 0), slice(200, 0), slice(200, 0));
        List<Histogram> stormy = List.of(slice(100, 100), slice(100, 100), slice(100, 100));

        assertThat(Percentile.ratioOfP99(stormy, quiet, new SplittableRandom(1)).low())
                .isEqualTo(9, within(0.1));
    }

    /** Fast requests take one millisecond, slow ones nine. */
    private static Histogram slice(int fast, int slow) {
        Histogram slice = new Histogram(3);
        slice.recordValueWithCount(1000, fast);
        slice.recordValueWithCount(9000, slow);
        return slice;
    }
}
