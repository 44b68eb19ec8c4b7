package dev.sotto.runtime.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports the service as not ready until it has a key to verify tokens. */
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
