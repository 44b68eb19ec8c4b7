package dev.sotto.runtime.loop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not alive while a loop hangs, which a new process may cure. A database or broker that is away is no such thing: rounds
 * then fail, and a failed round has ended.
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
