package dev.sotto.jobs.engines;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A circuit breaker for runs that may last for hours. It opens when the engine is away, or after three failures in a row
 * that are not all of one tenant: the recordings of one must not take an engine from others. When its pause is over, one
 * run tries the engine. Others follow when that run has succeeded, or goes on for a while without a failure.
 */
final class Rest {

    private static final int FAILURES = 3;
    private static final int TENANTS = 2;
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration TRIAL = Duration.ofSeconds(10);

    private final Clock clock;
    private final Set<UUID> failedFor = new HashSet<>();
    private int failures;
    private Duration pause = SHORTEST;
    private Instant until = Instant.MIN;
    private boolean resting;

    Rest(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether a run may begin now. */
    synchronized boolean mayBegin() {
        Instant now = clock.instant();
        if (now.isBefore(until)) {
            return false;
        }
        if (resting) {
            until = now.plus(TRIAL);
        }
        return true;
    }

    /** Returns whether the engine is left alone for a while. */
    synchronized boolean isResting() {
        return clock.instant().isBefore(until);
    }

    synchronized void succeeded() {
        failures = 0;
        failedFor.clear();
        pause = SHORTEST;
        until = Instant.MIN;
        resting = false;
    }

    /** Notes a failure that the recording may have caused. */
    synchronized void failed(UUID tenantId) {
        failures++;
        failedFor.add(tenantId);
        if (resting || failures >= FAILURES && failedFor.size() >= TENANTS) {
            begin();
        }
    }

    /** Notes that the engine cannot be reached. */
    synchronized void away() {
        begin();
    }

    /** A run that ended for another reason tells nothing; another may try at once. */
    synchronized void untold() {
        if (resting) {
            until = Instant.MIN;
        }
    }

    private void begin() {
        until = clock.instant().plus(pause);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST) < 0 ? next : LONGEST;
        resting = true;
        failures = 0;
        failedFor.clear();
    }
}
