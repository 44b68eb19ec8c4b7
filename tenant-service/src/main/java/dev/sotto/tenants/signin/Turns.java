package dev.sotto.tenants.signin;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a few work at a time. Others wait in the order in which they came, as many as there are places and for a while;
 * whoever finds no place, or waited for too long, is refused. Of those who wait only a share may be one's.
 */
final class Turns {

    private final int atOnce;
    private final int places;
    private final int share;
    private final Duration patience;
    private final Supplier<? extends RuntimeException> refusal;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int working;

    /** @param turn done once it is had, or given up */
    private record Waiting(Object whose, CompletableFuture<Void> turn) {}

    /**
     * @param atOnce how many work at the same time
     * @param places for those who work and those who wait
     * @param share how many wait for one
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
            // Only its future says whether a turn was had or given up: a timer beside it could lose one for good.
            var unused = turn.whenComplete((had, gaveUp) -> {
                if (gaveUp == null) {
                    context.runOnContext(now -> begin(work, asking));
                } else {
                    giveUp(turn);
                    context.runOnContext(now -> asking.fail(refusal.get()));
                }
            });
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

    private synchronized CompletableFuture<Void> come(Object whose) {
        if (areTaken() || waitingFor(whose) >= share) {
            throw refusal.get();
        }
        if (working < atOnce) {
            working++;
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn =
                new CompletableFuture<Void>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        waiting.add(new Waiting(whose, turn));
        return turn;
    }

    private long waitingFor(Object whose) {
        return waiting.stream().filter(one -> one.whose().equals(whose)).count();
    }

    private synchronized void giveUp(CompletableFuture<Void> turn) {
        waiting.removeIf(one -> one.turn() == turn);
    }

    /** Hands the turn on to whoever has not given up meanwhile. */
    private void leave() {
        Waiting next;
        do {
            next = next();
        } while (next != null && !next.turn().complete(null));
    }

    private synchronized @Nullable Waiting next() {
        Waiting next = waiting.poll();
        if (next == null) {
            working--;
        }
        return next;
    }
}
