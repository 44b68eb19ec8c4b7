package dev.sotto.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A median with its 95 % confidence interval, by the percentile bootstrap (Efron 1979). */
record Interval(double median, double low, double high) {

    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;

    static Interval of(double[] values, RandomGenerator random) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] medians = IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> median(resample(values, random)))
                .sorted()
                .toArray();
        return new Interval(median(values), quantile(medians, TAIL), quantile(medians, 1 - TAIL));
    }

    boolean isWithin(double lowest, double highest) {
        return low >= lowest && high <= highest;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return quantile(sorted, 0.5);
    }

    /** Interpolates linearly between sorted values. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static double[] resample(double[] values, RandomGenerator random) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[random.nextInt(values.length)])
                .toArray();
    }
}
