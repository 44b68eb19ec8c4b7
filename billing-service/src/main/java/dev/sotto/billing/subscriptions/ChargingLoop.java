package dev.sotto.billing.subscriptions;

import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Charges repeatedly what is due. */
@ApplicationScoped
class ChargingLoop {

    private final Loop loop;
    private final boolean enabled;

    ChargingLoop(Vertx vertx, AdvanceSubscriptions advance, Clock clock, ChargingSettings settings) {
        this.loop = new Loop(vertx, "charging", settings.interval(), () -> advance.advance(clock.instant()));
        this.enabled = settings.enabled();
    }

    void start(@Observes StartupEvent start) {
        if (enabled) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }
}
