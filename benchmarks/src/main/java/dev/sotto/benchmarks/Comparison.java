package dev.sotto.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Compares two sides by the slices that they had in the same rounds.
 *
 * @param cpu the ratio of operations per second of processor time
 * @param wall the ratio of operations per second
 * @param pairs the number of pairs that count
 * @param dropped the number of pairs during which other programs used much of the machine
 */
record Comparison(Interval cpu, Interval wall, int pairs, int dropped) {

    private static final int FEWEST_PAIRS = 5;
    private static final double EVEN_LOW = 0.95;
    private static final double EVEN_HIGH = 1.05;
    /** A tolerance on the target for wall-clock time, which other programs and the load generator influence. */
    private static final double WALL_SHARE = 0.9;

    static Comparison of(List<Slice> ours, List<Slice> theirs, RandomGenerator random) {
        int[] quiet = IntStream.range(0, ours.size())
                .filter(i -> !ours.get(i).isNoisy() && !theirs.get(i).isNoisy())
                .toArray();
        int[] counted = quiet.length == 0 ? IntStream.range(0, ours.size()).toArray() : quiet;
        double[] cpu = IntStream.of(counted)
                .mapToDouble(i -> ours.get(i).perCpuSecond() / theirs.get(i).perCpuSecond())
                .toArray();
        double[] wall = IntStream.of(counted)
                .mapToDouble(i -> ours.get(i).perSecond() / theirs.get(i).perSecond())
                .toArray();
        return new Comparison(
                Interval.of(cpu, random), Interval.of(wall, random), quiet.length, ours.size() - quiet.length);
    }

    /** Returns whether a program compared with itself gave an equal result. */
    boolean isEven() {
        return isEnough() && cpu.isWithin(EVEN_LOW, EVEN_HIGH);
    }

    /** @param even whether a program compared with itself gave an equal result */
    Verdict against(double target, boolean even) {
        if (!even || !isEnough()) {
            return Verdict.INVALID;
        }
        return cpu.low() >= target && wall.median() >= WALL_SHARE * target ? Verdict.PASS : Verdict.FAIL;
    }

    private boolean isEnough() {
        return pairs >= FEWEST_PAIRS;
    }
}
