package dev.sotto.runtime.database;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;

/**
 * Lets no transaction open inside another: each request, record and task has its own Vert.x context to mark.
 *
 * <p>A transaction runs to its end, whoever still listens: a caller who hangs up cancels, and a connection that was given
 * back in the middle would carry the rest into the next caller's transaction.
 */
public final class TransactionGuard {

    private static final String OPEN = TransactionGuard.class.getName();

    private TransactionGuard() {}

    /** The same transaction, which fails with an {@link IllegalStateException} where one is open already. */
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
