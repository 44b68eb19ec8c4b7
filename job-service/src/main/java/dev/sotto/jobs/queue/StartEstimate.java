package dev.sotto.jobs.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * When a job that waits may start, from the sums that are kept of its tenant and of the whole queue. It assumes that
 * those who wait now go on waiting, so a tenant's share only grows by what others finish.
 *
 * @param load of the whole queue
 * @param share of the tenant
 */
record StartEstimate(QueueLoad load, Share share) {

    /**
     * A tenant's share.
     *
     * @param isHeld whether it or its reseller is suspended
     */
    record Share(int weight, int concurrency, int running, boolean isHeld) {}

    /**
     * Returns how long a job waits; empty while nobody can say, because its tenant is held, no worker lives, or none has
     * ended a job yet.
     *
     * @param position how many jobs of the tenant start before it
     * @param aheadMs their sound
     */
    Optional<Duration> of(long position, long aheadMs) {
        if (share.isHeld() || share.concurrency() == 0 || load.slots() == 0) {
            return Optional.empty();
        }
        if (startsAtOnce(position)) {
            return Optional.of(Duration.ZERO);
        }
        if (load.speed() <= 0) {
            return Optional.empty();
        }
        double millis = (aheadMs / slots() + untilOneIsFree()) / load.speed();
        return Optional.of(Duration.ofMillis(Math.round(millis)));
    }

    private boolean startsAtOnce(long position) {
        return share.running() + position < share.concurrency()
                && load.running() + load.waiting() <= load.slots()
                && position < load.slots() - load.running();
    }

    /** How many workers the tenant has at a time: its part by weight, and at most its limit. */
    private double slots() {
        double weights = Math.max(share.weight(), load.weights());
        return Math.min(share.concurrency(), load.slots() * share.weight() / weights);
    }

    /** The sound that is worked on before a place is free: half a job, if all are taken. */
    private double untilOneIsFree() {
        if (load.running() == 0) {
            return 0;
        }
        double half = (double) load.runningMs() / load.running() / 2;
        if (share.running() >= share.concurrency()) {
            return half / share.concurrency();
        }
        return load.running() >= load.slots() ? half / load.slots() : 0;
    }
}
