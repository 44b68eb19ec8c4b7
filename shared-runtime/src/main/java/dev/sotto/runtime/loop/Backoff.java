package dev.sotto.runtime.loop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Doing something again after a failure, with growing pauses and jitter, on the Vert.x context that it began on.
 *
 * @param first the first pause; each next one is twice as long
 * @param longest no pause is longer
 * @param times how often at the most it is done again
 */
public record Backoff(Duration first, Duration longest, int times) {

    /** Does it again for as long as it takes. */
    public static Backoff forever(Duration first, Duration longest) {
        return new Backoff(first, longest, Integer.MAX_VALUE);
    }

    /** Does the work again while its failures are worth it; the last failure is the result's. */
    public <T> Uni<T> retry(Uni<T> work, Predicate<Throwable> worthIt) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            AtomicInteger done = new AtomicInteger();
            // What goes well at once, as nearly all does, pays for no machinery of repeating.
            return work.onFailure(worthIt)
                    .recoverWithUni(failure -> next(context, done.getAndIncrement(), failure)
                            .chain(() -> again(work, worthIt, context, done)));
        });
    }

    private <T> Uni<T> again(Uni<T> work, Predicate<Throwable> worthIt, Context context, AtomicInteger done) {
        return work.onFailure(worthIt)
                .retry()
                .when(failures -> failures.onItem()
                        .transformToUniAndConcatenate(failure -> next(context, done.getAndIncrement(), failure)));
    }

    private Uni<Long> next(Context context, int done, Throwable failure) {
        return done < times ? pause(context, delay(done)) : Uni.createFrom().failure(failure);
    }

    private long delay(int done) {
        long doubled = first.toMillis() << Math.min(done, 20);
        long capped = Math.max(1, Math.min(doubled, longest.toMillis()));
        return ThreadLocalRandom.current().nextLong(capped / 2, capped) + 1;
    }

    private static Uni<Long> pause(Context context, long millis) {
        return Uni.createFrom()
                .emitter(emitter -> context.owner()
                        .setTimer(millis, timer -> context.runOnContext(ignored -> emitter.complete(timer))));
    }
}
