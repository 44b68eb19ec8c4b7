package dev.sotto.runtime.inbox;

import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** What an event changes. It runs in the transaction that also marks the event as handled. */
@FunctionalInterface
public interface Effect extends Function<SqlTransaction, Uni<Void>> {

    /** An event that changes nothing in this service. */
    Effect NONE = transaction -> Uni.createFrom().voidItem();
}
