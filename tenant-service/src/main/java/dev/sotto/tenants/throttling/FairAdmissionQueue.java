package dev.sotto.tenants.throttling;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits a few pieces of work at a time. Others wait for a limited time, up to the number of places, and everybody else
 * is refused. Turns and places are shared fairly between clients (fair queueing): the client with the fewest recent
 * turns is next. If all places are taken, a client with fewer turns and places replaces the last waiting request of the
 * client with the most.
 */
public final class FairAdmissionQueue {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final int MOST_REMEMBERED = 10_000;

    private final int atOnce;
    private final int places;
    private final Duration patience;
    private final Function<Object, ? extends RuntimeException> refusal;

    /** The waiting requests of each client, in arrival order. */
    private final Map<Object, Deque<Waiting>> queues = new LinkedHashMap<>();

    /** The recent turns of each client; each minute halves the earlier ones. A forgotten client counts as new. */
    private final Map<Object, Integer> had = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .<Object, Integer>build()
            .asMap();

    private final LongSupplier nanoClock;
    private long minuteBegan;

    private int waiting;
    private int working;

    /** @param turn completes with the turn, or fails when the request is refused */
    private record Waiting(Object whose, CompletableFuture<Void> turn) {}

    /** There was no place, or another client got it. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        GivenUp() {
            super("no place", null, false, false);
        }
    }

    /**
     * @param atOnce how much work runs at the same time
     * @param places for running and waiting work together; more than {@code atOnce}
     * @param patience how long a request may wait
     * @param refusal creates the refusal for a client
     * @param nanoClock as {@link System#nanoTime}
     */
    public FairAdmissionQueue(
            int atOnce,
            int places,
            Duration patience,
            Function<Object, ? extends RuntimeException> refusal,
            LongSupplier nanoClock) {
        if (places <= atOnce) {
            throw new IllegalArgumentException("nobody could wait");
        }
        this.atOnce = atOnce;
        this.places = places;
        this.patience = patience;
        this.refusal = refusal;
        this.nanoClock = nanoClock;
        this.minuteBegan = nanoClock.getAsLong();
    }

    /** Whether whoever came now would be refused. */
    public synchronized boolean haveNoPlaceFor(Object whose) {
        return working + waiting >= places && weight(heaviest()) <= weight(whose) + 1;
    }

    /**
     * Runs work when its turn comes, on the caller's event loop. A client that disconnects while waiting is skipped.
     *
     * @param whose the client, compared by {@code equals}
     */
    public <T> Uni<T> inTurn(Object whose, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().emitter(asking -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("turns are for event loops");
            }
            Waiting come = new Waiting(whose, new CompletableFuture<>());
            asking.onTermination(() -> come.turn().cancel(false));
            // Only the future decides between turn and refusal. A separate timer could lose a turn for ever.
            var unused = come.turn().whenComplete((had, gaveUp) -> {
                if (gaveUp == null) {
                    context.runOnContext(now -> begin(work, asking));
                } else {
                    remove(come);
                    if (gaveUp instanceof CancellationException) {
                        count(whose);
                    }
                    context.runOnContext(now -> asking.fail(refusal.apply(whose)));
                }
            });
            come(come);
        });
    }

    /**
     * Subscribes here, so that started work runs to its end and then gives its turn back, even if the client
     * disconnects.
     */
    private <T> void begin(Supplier<Uni<? extends T>> work, UniEmitter<? super T> asking) {
        Uni.createFrom()
                .<T>deferred(work)
                .onTermination()
                .invoke(this::leave)
                .subscribe()
                .with(asking::complete, asking::fail);
    }

    private synchronized void come(Waiting one) {
        if (working < atOnce) {
            if (one.turn().complete(null)) {
                working++;
                count(one.whose());
            }
            return;
        }
        if (haveNoPlaceFor(one.whose())) {
            one.turn().completeExceptionally(new GivenUp());
            return;
        }
        if (working + waiting >= places) {
            Waiting last = queues.get(heaviest()).getLast();
            remove(last);
            last.turn().completeExceptionally(new GivenUp());
        }
        queues.computeIfAbsent(one.whose(), first -> new ArrayDeque<>()).add(one);
        waiting++;
        one.turn().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Called only when all places are taken, so somebody is waiting. */
    private Object heaviest() {
        return Collections.max(queues.keySet(), Comparator.comparingInt(this::weight));
    }

    private int weight(Object whose) {
        Deque<Waiting> queue = queues.get(whose);
        return turnsHad(whose) + (queue == null ? 0 : queue.size());
    }

    private int turnsHad(Object whose) {
        return had.getOrDefault(whose, 0);
    }

    /** Counts turns, and also waiting requests that were cancelled, so that repeated disconnects give no advantage. */
    private synchronized void count(Object whose) {
        long now = nanoClock.getAsLong();
        for (; now - minuteBegan >= MINUTE && !had.isEmpty(); minuteBegan += MINUTE) {
            had.replaceAll((anybody, fairAdmissionQueue) -> fairAdmissionQueue / 2);
            had.values().removeIf(fairAdmissionQueue -> fairAdmissionQueue == 0);
        }
        if (had.isEmpty()) {
            minuteBegan = now;
        }
        had.merge(whose, 1, Integer::sum);
    }

    private synchronized void remove(Waiting one) {
        Deque<Waiting> queue = queues.get(one.whose());
        if (queue != null && queue.remove(one)) {
            waiting--;
            if (queue.isEmpty()) {
                queues.remove(one.whose());
            }
        }
    }

    /** Gives the turn to the next request that was not refused meanwhile. */
    private void leave() {
        Waiting next;
        do {
            next = next();
        } while (next != null && !next.turn().complete(null));
    }

    private synchronized @Nullable Waiting next() {
        if (queues.isEmpty()) {
            working--;
            return null;
        }
        Waiting next = queues.get(Collections.min(queues.keySet(), Comparator.comparingInt(this::turnsHad)))
                .getFirst();
        remove(next);
        count(next.whose());
        return next;
    }
}
