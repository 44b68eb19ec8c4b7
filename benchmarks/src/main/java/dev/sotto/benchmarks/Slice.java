package dev.sotto.benchmarks;

/**
 * The result of some seconds of load on one side.
 *
 * @param operations the number of correct answers
 * @param seconds wall-clock time
 * @param cpuSeconds processor time of the side and its database
 * @param loadSeconds processor time of the load generator
 * @param others the share of the machine that other programs used, from 0 to 1
 */
record Slice(long operations, double seconds, double cpuSeconds, double loadSeconds, double others) {

    /** If other programs use a larger share, the measurement does not count. */
    private static final double NOISE = 0.15;

    /** Combines two slices; keeps the higher share of other programs. */
    Slice and(Slice other) {
        return new Slice(
                operations + other.operations,
                seconds + other.seconds,
                cpuSeconds + other.cpuSeconds,
                loadSeconds + other.loadSeconds,
                Math.max(others, other.others));
    }

    /** One after the other, as one. */
    Slice then(Slice next) {
        double both = seconds + next.seconds;
        return new Slice(
                operations + next.operations,
                both,
                cpuSeconds + next.cpuSeconds,
                loadSeconds + next.loadSeconds,
                (others * seconds + next.others * next.seconds) / both);
    }

    double perSecond() {
        return operations / seconds;
    }

    double perCpuSecond() {
        return operations / cpuSeconds;
    }

    boolean isNoisy() {
        return others > NOISE;
    }
}
