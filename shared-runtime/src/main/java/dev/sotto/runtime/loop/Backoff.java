package dev.sotto.runtime.loop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Retries with growing pauses and jitter, on the Vert.x context on which the work began.
 *
 * @param first the first pause; each further pause is twice as long
 * @param longest the maximum pause
 * @param times the maximum number of retries
 */
public record Backoff(Duration first, Duration longest, int times) {

    /** Retries without limit. */
    public static Backoff forever(Duration first, Duration longest) {
        return new Backoff(first, longest, Integer.MAX_VALUE);
    }

    /** Repeats the work while its failures match {@code worthIt}. The result fails with the last failure. */
    public <T> Uni<T> retry(Uni<T> work, Predicate<Throwable> worthIt) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            AtomicInteger done = new AtomicInteger();
            // Adds the retry operators only after a failure, because nearly all work succeeds at once.
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
