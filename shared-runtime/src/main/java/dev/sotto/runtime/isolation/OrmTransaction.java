package dev.sotto.runtime.isolation;

import dev.sotto.model.events.Event;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * An ORM transaction: one Hibernate session. Changes are flushed before anything is said about them,
 * so that an event never precedes its rows and version.
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

    /** Writes out what has changed so far: constraints speak here, versions are known after. */
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
     * Deletes the one row that a statement names by its id and the version that was read; none means that others were
     * faster. Entities are never removed by the session: Hibernate Reactive keeps the state of a removal in one object for
     * all sessions, so that of two at once one waits for ever, with its connection (ReactiveDeleteCoordinator).
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
