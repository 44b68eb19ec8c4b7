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
 * Lets a few work at a time. Others wait, as many as there are places and for a while, and whoever finds no place, or waited
 * for too long, is refused. Turns and places are shared fairly among those who ask (fair queueing): the next turn is one's who
 * had fewest lately, and for one who has fewer turns and places than another, the other's last place is given up.
 */
public final class FairAdmissionQueue {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final int MOST_REMEMBERED = 10_000;

    private final int atOnce;
    private final int places;
    private final Duration patience;
    private final Function<Object, ? extends RuntimeException> refusal;

    /** Of each who waits, in the order in which they came. */
    private final Map<Object, Deque<Waiting>> queues = new LinkedHashMap<>();

    /** The turns of each, of the minute before half as many, and so on. Whoever is forgotten counts as one who had none. */
    private final Map<Object, Integer> had = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .<Object, Integer>build()
            .asMap();

    private final LongSupplier nanoClock;
    private long minuteBegan;

    private int waiting;
    private int working;

    /** @param turn done once it is had, or given up */
    private record Waiting(Object whose, CompletableFuture<Void> turn) {}

    /** There was no place, or it was another's in the end. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        GivenUp() {
            super("no place", null, false, false);
        }
    }

    /**
     * @param atOnce how many work at the same time
     * @param places for those who work and those who wait: more than work at the same time
     * @param patience how long one waits
     * @param refusal what the others get, by whose place it would have been
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
     * Does work when its turn comes, on the event loop that asks for it. Whoever hangs up while waiting is left out.
     *
     * @param whose place it is: compared by {@code equals}
     */
    public <T> Uni<T> inTurn(Object whose, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().emitter(asking -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("turns are for event loops");
            }
            Waiting come = new Waiting(whose, new CompletableFuture<>());
            asking.onTermination(() -> come.turn().cancel(false));
            // Only its future says whether a turn was had or given up: a timer beside it could lose one for good.
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

    /** Subscribes by itself: begun work goes on to its end, and its turn with it, whoever hangs up. */
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

    /** Of those who wait; somebody does, where all places are taken. */
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

    /** A turn, or a place that was taken and left: whoever hangs up again and again has had as many. */
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

    /** Hands the turn on to whoever has not given up meanwhile. */
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
