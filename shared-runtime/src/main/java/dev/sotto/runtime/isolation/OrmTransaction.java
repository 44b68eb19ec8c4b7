package dev.sotto.runtime.isolation;

import dev.sotto.model.events.Event;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * An ORM transaction with one Hibernate session. It flushes changes before it writes events or audit entries, so that
 * an event never precedes its rows and version.
 */
public final class OrmTransaction implements Transaction {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final Caller caller;
    private final Mutiny.Session session;
    private final Journal journal;

    OrmTransaction(Caller caller, Mutiny.Session session, Journal journal) {
        this.caller = caller;
        this.session = session;
        this.journal = journal;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** Writes pending changes. Constraints are checked now, and versions are known afterwards. */
    public Uni<Void> flush() {
        return session.flush();
    }

    @Override
    public Uni<Integer> execute(String statement, @Nullable Object... parameters) {
        var query = session.createNativeQuery(PARAMETER.matcher(statement).replaceAll("?$1"));
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.executeUpdate();
    }

    /**
     * Deletes one row by its id and version. Fails if somebody else changed the row first. Entities are never removed
     * through the session: Hibernate Reactive shares a removal's state between sessions, so of two simultaneous
     * removals one waits for ever and keeps its connection (ReactiveDeleteCoordinator).
     */
    public Uni<Void> deleteOne(String statement, @Nullable Object... parameters) {
        return execute(statement, parameters)
                .invoke(rows -> {
                    if (rows == 0) {
                        throw Problem.changedMeanwhile();
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> record(Change change) {
        return session.flush().chain(() -> journal.record(this, change));
    }

    @Override
    public Uni<Void> publish(Event event) {
        return session.flush().chain(() -> journal.publish(this, event));
    }
}
