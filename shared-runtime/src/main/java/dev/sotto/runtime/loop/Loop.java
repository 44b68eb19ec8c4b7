package dev.sotto.runtime.loop;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A task of the machine that runs again and again, never two rounds at once, each on a Vert.x context of its own. A round
 * that found work is followed at once by the next; an idle one waits; a failed one waits longer, up to 30 times as long.
 *
 * <p>A round that reaches its limit is given up and counts as failed. What it had under way is not undone: it may still
 * end behind the next round, so the work of a round must bear being done twice, or by another instance meanwhile. A loop
 * whose rounds are given up again and again hangs, and with it the process's liveness.
 */
public final class Loop {

    /** For rounds whose parts are bounded each, and whose whole can't be: it goes by the work. */
    public static final Duration NO_LIMIT = Duration.ZERO;

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final int LONGEST = 30;
    /** Longer than a round of several statements takes, of which PostgreSQL lets none run for more than a minute. */
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** One round may have been unlucky; so many in a row don't end by themselves any more. */
    private static final int GIVEN_UP_AT_MOST = 3;
    /** Within the time that a service has to shut down. */
    private static final Duration TO_STOP = Duration.ofSeconds(8);

    private static final Set<Loop> STARTED = ConcurrentHashMap.newKeySet();

    private final Vertx vertx;
    private final String name;
    private final long idleMillis;
    private final Duration limit;
    private final Supplier<Uni<Boolean>> round;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private boolean running;
    private boolean wanted;
    private long timer = -1;
    private int failures;
    private int givenUp;

    /**
     * A loop whose rounds may take five minutes each.
     *
     * @param idle how long to wait after a round that found nothing
     * @param round does what there is to do; gives whether there may be more
     */
    public Loop(Vertx vertx, String name, Duration idle, Supplier<Uni<Boolean>> round) {
        this(vertx, name, idle, LIMIT, round);
    }

    /**
     * @param idle how long to wait after a round that found nothing
     * @param limit how long a round may take; {@link #NO_LIMIT} for work that bounds itself
     * @param round does what there is to do; gives whether there may be more
     */
    public Loop(Vertx vertx, String name, Duration idle, Duration limit, Supplier<Uni<Boolean>> round) {
        this.vertx = vertx;
        this.name = name;
        this.idleMillis = Math.max(1, idle.toMillis());
        this.limit = limit;
        this.round = round;
    }

    /** The names of this process's loops whose last rounds did not end by themselves. */
    static List<String> hanging() {
        return STARTED.stream()
                .filter(Loop::isHanging)
                .map(loop -> loop.name)
                .sorted()
                .toList();
    }

    public void start() {
        STARTED.add(this);
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

    /** Lets the round under way finish, for eight seconds at the most, and starts no other. */
    public synchronized CompletableFuture<Void> stop() {
        stopping = true;
        STARTED.remove(this);
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        if (!running) {
            ended.complete(null);
        }
        return ended.completeOnTimeout(null, TO_STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Uni<Boolean> work = Uni.createFrom().deferred(() -> round.get());
        Uni<Boolean> bounded =
                limit.equals(NO_LIMIT) ? work : work.ifNoItem().after(limit).failWith(() -> new GivenUp(limit));
        bounded.subscribe().with(this::finished, this::failed);
    }

    private synchronized boolean isHanging() {
        return givenUp >= GIVEN_UP_AT_MOST;
    }

    private synchronized void finished(Boolean more) {
        failures = 0;
        givenUp = 0;
        next(Boolean.TRUE.equals(more) ? 0 : idleMillis);
    }

    private synchronized void failed(Throwable failure) {
        failures++;
        givenUp = failure instanceof GivenUp ? givenUp + 1 : 0;
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

    private static final class GivenUp extends RuntimeException {

        private static final long serialVersionUID = 1;

        GivenUp(Duration limit) {
            super("given up, since it did not end within " + limit, null, false, false);
        }
    }
}
