package dev.sotto.runtime.http;

import dev.sotto.runtime.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * A refusal for a caller who has hung up meanwhile has nobody to go to, and is no fault of the service: Quarkus would log each
 * as an error. All else that comes too late is logged as it is there.
 */
@ApplicationScoped
class DroppedProblems {

    private static final Logger LOG = Logger.getLogger(DroppedProblems.class);

    void begin(@Observes StartupEvent start) {
        Infrastructure.setDroppedExceptionHandler(DroppedProblems::drop);
    }

    private static void drop(Throwable failure) {
        if (failure instanceof Problem problem && !problem.needsRepair()) {
            LOG.debugf("Nobody was there to be told: %s", problem.getMessage());
        } else {
            LOG.error("A failure came when nobody waited for it any more", failure);
        }
    }
}
