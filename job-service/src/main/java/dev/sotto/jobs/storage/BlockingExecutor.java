package dev.sotto.jobs.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Runs file operations and programs on worker threads; the result returns to the Vert.x context. */
@ApplicationScoped
public class BlockingExecutor {

    private static final Logger LOG = Logger.getLogger(BlockingExecutor.class);

    /** Work without a result. */
    @FunctionalInterface
    public interface Action {
        void run() throws IOException;
    }

    public <T> Uni<T> call(Callable<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            context.executeBlocking(work, false).onComplete(done -> {
                if (done.succeeded()) {
                    emitter.complete(done.result());
                } else {
                    emitter.fail(done.cause());
                }
            });
        });
    }

    /** Runs work that need not succeed now; a failure is only logged. */
    public Uni<Void> attempt(Action action) {
        return call(() -> {
                    action.run();
                    return null;
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("Not done, left to the sweeper: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
