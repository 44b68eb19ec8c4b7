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
 * A background task that repeats in rounds. Two rounds never overlap, and each has its own Vert.x context. After a
 * round that found work, the next one follows at once. After an idle round the loop waits; after a failed round it
 * waits longer, up to 30 times as long.
 *
 * <p>A round that exceeds its limit is abandoned and counts as failed. Its work is not cancelled and may end during the
 * next round, so the work must tolerate being done twice, even by another instance. If several rounds in a row are
 * abandoned, the loop hangs, and the liveness check fails.
 */
public final class Loop {

    /** For rounds whose parts have limits, but whose total time depends on the amount of work. */
    public static final Duration NO_LIMIT = Duration.ZERO;

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final int LONGEST = 30;
    /** Longer than several statements take; PostgreSQL stops each after a minute. */
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** One round may have been unlucky. After three in a row, we assume that the loop does not recover. */
    private static final int GIVEN_UP_AT_MOST = 3;
    /** Less than the time that a service has to shut down. */
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
     * Creates a loop whose rounds may take five minutes each.
     *
     * @param idle how long to wait after a round that found nothing
     * @param round does the work; returns whether there may be more
     */
    public Loop(Vertx vertx, String name, Duration idle, Supplier<Uni<Boolean>> round) {
        this(vertx, name, idle, LIMIT, round);
    }

    /**
     * @param idle how long to wait after a round that found nothing
     * @param limit how long a round may take; {@link #NO_LIMIT} for work that limits itself
     * @param round does the work; returns whether there may be more
     */
    public Loop(Vertx vertx, String name, Duration idle, Duration limit, Supplier<Uni<Boolean>> round) {
        this.vertx = vertx;
        this.name = name;
        this.idleMillis = Math.max(1, idle.toMillis());
        this.limit = limit;
        this.round = round;
    }

    /** Returns the names of this process's loops whose last rounds were all abandoned. */
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

    /** Starts the next round now, without waiting. */
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

    /** Starts no further rounds, and waits at most eight seconds for the current one. */
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
