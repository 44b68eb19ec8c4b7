package dev.sotto.jobs.queue;

/** The arithmetic of virtual time. The database does the same in {@code queue_charge} and {@code count_in_queue}. */
public final class FairShare {

    /** A start costs a worker something, however short the recording is. */
    private static final long LEAST_MS = 1_000;

    private static final long UNITS_PER_MS = 1_000;

    private FairShare() {}

    /**
     * Returns by how much a start moves its tenant's virtual time.
     *
     * @param costMs the sound of the job in milliseconds
     * @param weight of the tenant, from 1
     */
    public static long charge(long costMs, int weight) {
        return Math.max(costMs, LEAST_MS) * UNITS_PER_MS / weight;
    }

    /**
     * Returns the virtual time of a tenant that comes back after a pause.
     *
     * @param own what it had when it left
     * @param clock the virtual time of the newest start
     */
    public static long entry(long own, long clock) {
        return Math.max(own, clock);
    }
}
