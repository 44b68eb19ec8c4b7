package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void computesMedianOfOddAndEvenCounts() {
        assertThat(Interval.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Interval.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
    }

    @Test
    void interpolatesQuantilesLinearly() {
        double[] sorted = {10, 20, 30, 40, 50};

        assertThat(Interval.quantile(sorted, 0)).isEqualTo(10);
        assertThat(Interval.quantile(sorted, 0.25)).isEqualTo(20);
        assertThat(Interval.quantile(sorted, 0.1)).isEqualTo(14, within(1e-9));
        assertThat(Interval.quantile(sorted, 1)).isEqualTo(50);
    }

    @Test
    void isAPointForEqualValues() {
        Interval interval = Interval.of(new double[] {0.9, 0.9, 0.9}, new SplittableRandom(1));

        assertThat(interval).isEqualTo(new Interval(0.9, 0.9, 0.9));
    }

    @Test
    void coversTrueMedianAtItsConfidence() {
        SplittableRandom random = new SplittableRandom(42);
        long held = IntStream.range(0, 200)
                .filter(sample -> {
                    double[] values = random.doubles(15).toArray();
                    Interval interval = Interval.of(values, random);
                    return interval.low() <= 0.5 && interval.high() >= 0.5;
                })
                .count();

        assertThat(held).isBetween(175L, 200L);
    }

    @Test
    void ignoresOneOutlierOfNine() {
        double[] values = {1, 1.01, 0.99, 1, 1.02, 0.98, 1, 1.01, 9};

        assertThat(Interval.of(values, new SplittableRandom(5)).isWithin(0.95, 1.05))
                .isTrue();
    }

    @Test
    void refusesEmptyInput() {
        assertThatThrownBy(() -> Interval.of(new double[0], new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
