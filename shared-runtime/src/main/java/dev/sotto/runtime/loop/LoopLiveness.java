package dev.sotto.runtime.loop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Reports the process as not alive while a loop hangs, because a restart may help. It ignores failed rounds, for
 * example while a database or broker is down.
 */
@Liveness
@ApplicationScoped
class LoopLiveness implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        List<String> hanging = Loop.hanging();
        var response = HealthCheckResponse.named("loops").status(hanging.isEmpty());
        return (hanging.isEmpty() ? response : response.withData("hanging", String.join(", ", hanging))).build();
    }
}
