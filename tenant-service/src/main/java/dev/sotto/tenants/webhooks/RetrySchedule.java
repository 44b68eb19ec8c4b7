package dev.sotto.tenants.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a delivery that failed is attempted again: ten attempts in a little more than three days. */
final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(15);

    private RetrySchedule() {}

    /** Returns the pause after this many failed attempts; empty after the last one. */
    static Optional<Duration> pause(int attempts) {
        return attempts > PAUSES.size() ? Optional.empty() : Optional.of(PAUSES.get(attempts - 1));
    }

    /**
     * Returns how long a webhook rests after this many failures in a row, whatever waits for it. So an address that is
     * down costs little, however many deliveries wait.
     */
    static Duration rest(int failures) {
        Duration rest = SHORTEST_REST.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 10));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
