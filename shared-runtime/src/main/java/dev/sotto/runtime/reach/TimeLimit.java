package dev.sotto.runtime.reach;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ends work that takes too long. Other than Mutiny's own limits, it ends the work on the Vert.x context where it began,
 * so that what the work has open can be closed.
 */
public final class TimeLimit {

    private final Context context = Vertx.currentContext();
    private final LongSupplier leftMillis;
    private final Supplier<? extends Throwable> late;
    private volatile long timer = -1;

    private TimeLimit(LongSupplier leftMillis, Supplier<? extends Throwable> late) {
        this.leftMillis = leftMillis;
        this.late = late;
    }

    /**
     * @param leftMillis how long the work may still take; asked again when that time is over, because it may have grown
     * @param late creates the failure
     */
    public static <T> Uni<T> of(Uni<T> work, LongSupplier leftMillis, Supplier<? extends Throwable> late) {
        return Uni.createFrom().deferred(() -> {
            TimeLimit limit = new TimeLimit(leftMillis, late);
            return Uni.combine().any().of(work, limit.over());
        });
    }

    private <T> Uni<T> over() {
        return Uni.createFrom().<T>emitter(emitter -> {
            emitter.onTermination(() -> context.owner().cancelTimer(timer));
            look(emitter);
        });
    }

    private void look(UniEmitter<?> emitter) {
        long left = leftMillis.getAsLong();
        if (left <= 0) {
            emitter.fail(late.get());
        } else {
            timer = context.owner().setTimer(left, over -> context.runOnContext(now -> look(emitter)));
        }
    }
}
