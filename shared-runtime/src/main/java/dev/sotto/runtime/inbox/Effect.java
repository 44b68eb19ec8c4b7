package dev.sotto.runtime.inbox;

import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** What an event does, inside the transaction that also remembers that it was done. */
@FunctionalInterface
public interface Effect extends Function<SqlTransaction, Uni<Void>> {

    /** An event that changes nothing here. */
    Effect NONE = transaction -> Uni.createFrom().voidItem();
}
