package dev.sotto.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A UTC clock that a test moves by hand. Several threads may use it. */
public final class HandClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private HandClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Returns a clock that is stopped at {@code start}. */
    public static HandClock at(Instant start) {
        return new HandClock(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    /** Returns a clock that is stopped at the current time. */
    public static HandClock now() {
        return at(Clock.systemUTC().instant());
    }

    /** Moves the clock forward, or back by a negative {@code step}. */
    public void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }

    /** Sets the clock to {@code instant}. */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns a view of the same clock in another zone: moving one moves both. */
    @Override
    public Clock withZone(ZoneId other) {
        return new HandClock(now, other);
    }
}
