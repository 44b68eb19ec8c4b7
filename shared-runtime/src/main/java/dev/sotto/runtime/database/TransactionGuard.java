package dev.sotto.runtime.database;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;

/**
 * Prevents nested transactions, by a mark on the Vert.x context of the request, record or task.
 *
 * <p>A transaction always runs to its end, even if its caller cancels. Otherwise a connection could return to the pool
 * in the middle of a transaction, and the rest would run in another caller's transaction.
 */
public final class TransactionGuard {

    private static final String OPEN = TransactionGuard.class.getName();

    private TransactionGuard() {}

    /**
     * Returns a transaction that fails with an {@link IllegalStateException} if another one is open on this context.
     */
    public static <T> Uni<T> forbidden(Uni<T> transaction) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            if (context == null || !VertxContext.isDuplicatedContext(context)) {
                throw new IllegalStateException("a transaction needs a Vert.x context of its own: see Loop");
            }
            Map<Object, Object> marks = ((ContextInternal) context).localContextData();
            if (marks.putIfAbsent(OPEN, Boolean.TRUE) != null) {
                throw new IllegalStateException("a transaction is open already: one at a time, in one scope");
            }
            Uni<T> whole = transaction.onTermination().invoke(() -> marks.remove(OPEN));
            return Uni.createFrom().emitter(listener -> {
                var unused = whole.subscribe().with(listener::complete, listener::fail);
            });
        });
    }
}
