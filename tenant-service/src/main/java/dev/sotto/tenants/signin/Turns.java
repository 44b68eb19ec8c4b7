package dev.sotto.tenants.signin;

import io.smallrye.mutiny.Uni;
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
 * whoever finds no place, or waited for too long, is refused.
 */
final class Turns {

    private final int atOnce;
    private final int places;
    private final Duration patience;
    private final Supplier<? extends RuntimeException> refusal;

    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int working;

    /**
     * @param atOnce how many work at the same time
     * @param places for those who work and those who wait
     * @param patience how long one waits
     * @param refusal what the others get
     */
    Turns(int atOnce, int places, Duration patience, Supplier<? extends RuntimeException> refusal) {
        this.atOnce = atOnce;
        this.places = places;
        this.patience = patience;
        this.refusal = refusal;
    }

    /** Whether whoever came now would be refused. */
    synchronized boolean areTaken() {
        return working + waiting.size() >= places;
    }

    /** Does work when its turn comes, on the event loop that asks for it. Whoever hangs up while waiting is left out. */
    <T> Uni<T> inTurn(Supplier<Uni<? extends T>> work) {
        // Whether a turn was had or given up is for its future alone to say: a timer or a cancellation beside it could
        // lose a turn for good.
        return Uni.createFrom().emitter(asking -> {
            Context context = Vertx.currentContext();
            CompletableFuture<Void> turn = come();
            asking.onTermination(() -> turn.cancel(false));
            var unused = turn.whenComplete((had, tooLate) -> context.runOnContext(ignored -> {
                if (tooLate != null) {
                    asking.fail(refusal.get());
                } else {
                    Uni.createFrom()
                            .deferred(work)
                            .onTermination()
                            .invoke(this::leave)
                            .subscribe()
                            .with(asking::complete, asking::fail);
                }
            }));
        });
    }

    private synchronized CompletableFuture<Void> come() {
        if (areTaken()) {
            throw refusal.get();
        }
        if (working < atOnce) {
            working++;
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn =
                new CompletableFuture<Void>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        waiting.add(turn);
        return turn;
    }

    /** Hands the turn on to whoever has not gone meanwhile. */
    private void leave() {
        CompletableFuture<Void> next;
        do {
            next = next();
        } while (next != null && !next.complete(null));
    }

    private synchronized @Nullable CompletableFuture<Void> next() {
        CompletableFuture<Void> next = waiting.poll();
        if (next == null) {
            working--;
        }
        return next;
    }
}
