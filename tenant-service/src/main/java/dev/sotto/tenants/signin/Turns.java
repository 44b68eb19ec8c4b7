package dev.sotto.tenants.signin;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a few work at a time. Others wait in the order in which they came, as many as there are places and for a while;
 * whoever finds no place, or waited for too long, is refused. Nobody has more than a share of the places.
 */
final class Turns {

    private final int atOnce;
    private final int places;
    private final int share;
    private final Duration patience;
    private final Supplier<? extends RuntimeException> refusal;

    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final Map<Object, Integer> held = new HashMap<>();
    private int working;

    /**
     * @param atOnce how many work at the same time
     * @param places for those who work and those who wait
     * @param share of the places, for one
     * @param patience how long one waits
     * @param refusal what the others get
     */
    Turns(int atOnce, int places, int share, Duration patience, Supplier<? extends RuntimeException> refusal) {
        this.atOnce = atOnce;
        this.places = places;
        this.share = share;
        this.patience = patience;
        this.refusal = refusal;
    }

    /** Whether whoever came now would be refused. */
    synchronized boolean areTaken() {
        return working + waiting.size() >= places;
    }

    /**
     * Does work when its turn comes, on the event loop that asks for it. Whoever hangs up while waiting is left out.
     *
     * @param whose place it is: compared by {@code equals}
     */
    <T> Uni<T> inTurn(Object whose, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().emitter(asking -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("turns are for event loops");
            }
            CompletableFuture<Void> turn = come(whose);
            asking.onTermination(() -> turn.cancel(false));
            // Whether a turn was had or given up is for its future alone to say: a timer or a cancellation beside it
            // could
            // lose one for good.
            var unused = turn.whenComplete((had, gaveUp) -> {
                if (gaveUp == null) {
                    context.runOnContext(now -> begin(whose, work, asking));
                } else {
                    giveUp(turn, whose);
                    context.runOnContext(now -> asking.fail(refusal.get()));
                }
            });
        });
    }

    /** Subscribes by itself: begun work goes on to its end, and its turn with it, whoever hangs up. */
    private <T> void begin(Object whose, Supplier<Uni<? extends T>> work, UniEmitter<? super T> asking) {
        Uni.createFrom()
                .<T>deferred(work)
                .onTermination()
                .invoke(() -> leave(whose))
                .subscribe()
                .with(asking::complete, asking::fail);
    }

    private synchronized CompletableFuture<Void> come(Object whose) {
        if (areTaken() || held.getOrDefault(whose, 0) >= share) {
            throw refusal.get();
        }
        held.merge(whose, 1, Integer::sum);
        if (working < atOnce) {
            working++;
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn =
                new CompletableFuture<Void>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        waiting.add(turn);
        return turn;
    }

    private synchronized void giveUp(CompletableFuture<Void> turn, Object whose) {
        waiting.remove(turn);
        release(whose);
    }

    /** Hands the turn on to whoever has not given up meanwhile. */
    private void leave(Object whose) {
        CompletableFuture<Void> next = next(whose);
        while (next != null && !next.complete(null)) {
            next = next(null);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> next(@Nullable Object left) {
        if (left != null) {
            release(left);
        }
        CompletableFuture<Void> next = waiting.poll();
        if (next == null) {
            working--;
        }
        return next;
    }

    private void release(Object whose) {
        held.computeIfPresent(whose, (same, places) -> places == 1 ? null : places - 1);
    }
}
