package dev.sotto.runtime.http;

import dev.sotto.runtime.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Quarkus logs an error for each failure that arrives after its request has ended. A refusal whose client has gone is
 * not our fault, so it is logged at debug level only. All other late failures are logged as errors.
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
