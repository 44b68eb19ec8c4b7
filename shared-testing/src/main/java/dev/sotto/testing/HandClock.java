package dev.sotto.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved by hand; in UTC, and safe to move and read from several threads. */
public final class HandClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private HandClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** A clock that stands at {@code start}. */
    public static HandClock at(Instant start) {
        return new HandClock(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    /** A clock that stands at the present instant. */
    public static HandClock now() {
        return at(Clock.systemUTC().instant());
    }

    /** Moves the clock on, or back by a negative {@code step}. */
    public void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }

    /** Moves the clock to {@code instant}. */
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

    /** The same hands read in another zone: moving one moves both. */
    @Override
    public Clock withZone(ZoneId other) {
        return new HandClock(now, other);
    }
}
