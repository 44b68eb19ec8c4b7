package dev.sotto.runtime.loop;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A task of the machine that runs again and again, never two rounds at once, each on a Vert.x context of its own. A round
 * that found work is followed at once by the next; an idle one waits; a failed one waits longer, up to 30 times as long.
 */
public final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final int LONGEST = 30;

    private final Vertx vertx;
    private final String name;
    private final long idleMillis;
    private final Supplier<Uni<Boolean>> round;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private boolean running;
    private boolean wanted;
    private long timer = -1;
    private int failures;

    /**
     * @param idle how long to wait after a round that found nothing
     * @param round does what there is to do; gives whether there may be more
     */
    public Loop(Vertx vertx, String name, Duration idle, Supplier<Uni<Boolean>> round) {
        this.vertx = vertx;
        this.name = name;
        this.idleMillis = Math.max(1, idle.toMillis());
        this.round = round;
    }

    public void start() {
        wake();
    }

    /** Runs the next round now instead of after the wait. */
    public synchronized void wake() {
        if (stopping) {
            return;
        }
        if (running) {
            wanted = true;
            return;
        }
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
        running = true;
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        context.runOnContext(ignored -> run());
    }

    /** Lets the round under way finish and starts no other. */
    public synchronized CompletableFuture<Void> stop() {
        stopping = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        if (!running) {
            ended.complete(null);
        }
        return ended;
    }

    private void run() {
        Uni.createFrom().deferred(() -> round.get()).subscribe().with(this::finished, this::failed);
    }

    private void finished(Boolean more) {
        failures = 0;
        next(Boolean.TRUE.equals(more) ? 0 : idleMillis);
    }

    private void failed(Throwable failure) {
        failures++;
        LOG.warnf("%s failed (%d in a row): %s", name, failures, failure);
        LOG.debug(name, failure);
        next(idleMillis * Math.min(LONGEST, 1L << Math.min(failures, 5)));
    }

    private synchronized void next(long delay) {
        running = false;
        if (stopping) {
            ended.complete(null);
        } else if (delay == 0 || wanted) {
            wanted = false;
            wake();
        } else {
            timer = vertx.setTimer(delay, ignored -> wake());
        }
    }
}
