package dev.sotto.runtime.isolation;

import dev.sotto.model.events.Event;
import io.smallrye.mutiny.Uni;

/** An open transaction in one scope, of either kind; only {@link ScopedTransaction} makes one. */
public sealed interface Transaction permits SqlTransaction, OrmTransaction {

    /** Whose it is. */
    Caller caller();

    /**
     * Runs a statement for its effect.
     *
     * @param statement with {@code $1}, {@code $2}, …; cast what may be null
     * @return how many rows it touched
     */
    Uni<Integer> execute(String statement, Object... parameters);

    /** Writes a change to the audit log. */
    Uni<Void> record(Change change);

    /** Appends an event to the outbox; it is published after the commit, in the order of the aggregate's versions. */
    Uni<Void> publish(Event event);
}
