package dev.sotto.gateway;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Detects an exchange without any traffic, or a body that comes too slowly. It checks at most once per second, so that
 * moving bytes need no timers.
 */
final class IdleTimeout {

    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final Supplier<Duration> limit;
    private final BooleanSupplier tooSlow;
    private final Runnable tooQuiet;
    private long lastMove;
    private long timer = -1;

    IdleTimeout(Vertx vertx, Supplier<Duration> limit, BooleanSupplier tooSlow, Runnable tooQuiet) {
        this.vertx = vertx;
        this.limit = limit;
        this.tooSlow = tooSlow;
        this.tooQuiet = tooQuiet;
    }

    void start() {
        moved();
        timer = vertx.setPeriodic(LOOK_MILLIS, t -> look());
    }

    void moved() {
        lastMove = System.nanoTime();
    }

    void stop() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    private void look() {
        if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastMove)
                        >= limit.get().toMillis()
                || tooSlow.getAsBoolean()) {
            stop();
            tooQuiet.run();
        }
    }
}
