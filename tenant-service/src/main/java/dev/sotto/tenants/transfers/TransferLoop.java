package dev.sotto.tenants.transfers;

import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Runs due transfers repeatedly. */
@ApplicationScoped
class TransferLoop {

    private final Loop loop;

    TransferLoop(Vertx vertx, DueTransfers dueTransfers, Clock clock, TransferSettings settings) {
        this.loop =
                new Loop(vertx, "moving tenants", settings.interval(), () -> dueTransfers.carryOut(clock.instant()));
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }
}
