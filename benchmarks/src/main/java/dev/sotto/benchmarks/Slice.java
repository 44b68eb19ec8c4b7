package dev.sotto.benchmarks;

/**
 * What some seconds of load on one side came to.
 *
 * @param operations answered, and rightly
 * @param seconds of the clock on the wall
 * @param cpuSeconds of the side and of its database
 * @param loadSeconds of the load generator
 * @param others the share of the machine that went to nobody of ours, from 0 to 1
 */
record Slice(long operations, double seconds, double cpuSeconds, double loadSeconds, double others) {

    /** More than this taken by others, and what was measured says nothing. */
    private static final double NOISE = 0.15;

    /** Both as one; as restless as the worse of them. */
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
