package dev.sotto.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Compares the 99th percentiles of pooled slices. */
final class Percentile {

    private static final int RESAMPLES = 1_000;
    private static final int DIGITS = 3;
    private static final double P99 = 99;
    private static final double TAIL = 0.025;

    private Percentile() {}

    /**
     * Returns the ratio for all slices together. Its interval comes from resampled rounds, with both sides of a round
     * together.
     */
    static Interval ratioOfP99(List<Histogram> ours, List<Histogram> theirs, RandomGenerator random) {
        int rounds = ours.size();
        double[] ratios = IntStream.range(0, RESAMPLES)
                .mapToDouble(
                        i -> ratio(ours, theirs, random.ints(rounds, 0, rounds).toArray()))
                .sorted()
                .toArray();
        double pooled = ratio(ours, theirs, IntStream.range(0, rounds).toArray());
        return new Interval(pooled, Interval.quantile(ratios, TAIL), Interval.quantile(ratios, 1 - TAIL));
    }

    static double p99(List<Histogram> slices) {
        return p99(slices, IntStream.range(0, slices.size()).toArray());
    }

    private static double ratio(List<Histogram> ours, List<Histogram> theirs, int[] rounds) {
        return p99(ours, rounds) / p99(theirs, rounds);
    }

    private static double p99(List<Histogram> slices, int[] rounds) {
        Histogram pooled = new Histogram(DIGITS);
        for (int round : rounds) {
            pooled.add(slices.get(round));
        }
        return pooled.getValueAtPercentile(P99);
    }
}
