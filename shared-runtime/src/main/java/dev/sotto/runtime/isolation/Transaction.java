package dev.sotto.runtime.isolation;

import dev.sotto.model.events.Event;
import io.smallrye.mutiny.Uni;

/** An open transaction in one scope. Only {@link ScopedTransaction} creates one. */
public sealed interface Transaction permits SqlTransaction, OrmTransaction {

    /** Returns the caller of this transaction. */
    Caller caller();

    /**
     * Runs a statement that writes.
     *
     * @param statement with {@code $1}, {@code $2}, …; cast parameters that may be null
     * @return the number of affected rows
     */
    Uni<Integer> execute(String statement, Object... parameters);

    /** Writes a change to the audit log. */
    Uni<Void> record(Change change);

    /** Appends an event to the outbox. It is published after the commit, in the order of the aggregate's versions. */
    Uni<Void> publish(Event event);
}
