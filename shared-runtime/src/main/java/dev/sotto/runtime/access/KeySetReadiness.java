package dev.sotto.runtime.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before there is a key to verify tokens with. */
@Readiness
@ApplicationScoped
class KeySetReadiness implements HealthCheck {

    private final KeySet keys;

    KeySetReadiness(KeySet keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("key set").status(keys.isKnown()).build();
    }
}
