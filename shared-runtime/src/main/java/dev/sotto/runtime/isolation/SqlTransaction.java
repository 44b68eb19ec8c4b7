package dev.sotto.runtime.isolation;

import dev.sotto.model.events.Event;
import dev.sotto.runtime.database.Bindings;
import dev.sotto.runtime.database.DatabaseErrors;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An SQL transaction. */
public final class SqlTransaction implements Transaction {

    private final Caller caller;
    private final SqlConnection connection;
    private final Journal journal;

    SqlTransaction(Caller caller, SqlConnection connection, Journal journal) {
        this.caller = caller;
        this.connection = connection;
        this.journal = journal;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** Runs a statement and returns its rows. */
    public Uni<RowSet<Row>> query(String statement, @Nullable Object... parameters) {
        return DatabaseErrors.mapped(connection.preparedQuery(statement).execute(Bindings.of(parameters)));
    }

    /** Runs a statement and returns its rows as records. */
    public <T> Uni<List<T>> list(Function<Row, T> as, String statement, @Nullable Object... parameters) {
        return query(statement, parameters).map(rows -> rows.stream().map(as).toList());
    }

    /** Runs a statement and returns its first row as a record, or null if there is none. */
    public <T> Uni<@Nullable T> first(Function<Row, T> as, String statement, @Nullable Object... parameters) {
        return query(statement, parameters).map(rows -> {
            var rowsLeft = rows.iterator();
            return rowsLeft.hasNext() ? as.apply(rowsLeft.next()) : null;
        });
    }

    @Override
    public Uni<Integer> execute(String statement, @Nullable Object... parameters) {
        return query(statement, parameters).map(RowSet::rowCount);
    }

    /** Runs one statement once per tuple, in one round trip. */
    public Uni<Void> executeBatch(String statement, List<Tuple> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return DatabaseErrors.mapped(connection.preparedQuery(statement).executeBatch(batch))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> record(Change change) {
        return journal.record(this, change);
    }

    @Override
    public Uni<Void> publish(Event event) {
        return journal.publish(this, event);
    }
}
