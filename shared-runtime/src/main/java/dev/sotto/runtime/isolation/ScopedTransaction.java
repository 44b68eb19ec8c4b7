package dev.sotto.runtime.isolation;

import dev.sotto.runtime.database.CommitUnknown;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.database.Retries;
import dev.sotto.runtime.database.TransactionGuard;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The only class that opens transactions (docs/adr/0003-two-kinds-of-transaction.md). Each transaction has one scope,
 * set by its first statement (a read sets it in its only statement). A nested transaction fails.
 *
 * <p>{@code edit} uses Hibernate, for plain changes by people; use {@code sql} and {@code read} for everything else.
 * After a deadlock, a serialisation failure or a connection lost before the commit, the work runs again from the start,
 * at most three times. So work must have no effect outside its transaction. Only this class reports an unavailable
 * database ({@link DatabaseErrors}).
 */
@ApplicationScoped
public class ScopedTransaction {

    private static final String SET_SCOPE_IN_SESSION = """
            select set_config('app.scope', ?1, true) || set_config('app.tenant_id', ?2, true) || \
            set_config('app.reseller_id', ?3, true)""";

    private final Pool people;
    private final Pool system;
    private final Journal journal;

    ScopedTransaction(Pool people, @ReactiveDataSource("system") Pool system, Journal journal) {
        this.people = people;
        this.system = system;
        this.journal = journal;
    }

    /** Runs work on the reactive client. Commits if it succeeds, rolls back if it fails. */
    public <T> Uni<T> sql(Caller caller, Function<SqlTransaction, Uni<T>> work) {
        Uni<T> once = DatabaseErrors.mapped(poolFor(caller).getConnection())
                .flatMap(connection -> inTransaction(connection, caller, work));
        return TransactionGuard.forbidden(Retries.ofWrites(once));
    }

    /** Runs one reading statement, which is a transaction of its own and sets its scope itself ({@link ScopedRead}). */
    public <T> Uni<List<T>> read(Caller caller, Function<Row, T> as, String statement, @Nullable Object... parameters) {
        Uni<RowSet<Row>> once = DatabaseErrors.mapped(poolFor(caller)
                .preparedQuery(ScopedRead.of(statement, parameters.length))
                .execute(ScopedRead.bound(caller.scope(), parameters)));
        return TransactionGuard.forbidden(Retries.ofReads(once))
                .map(rows -> rows.stream().map(as).toList());
    }

    /** Like {@link #read}, for at most one row; null if there is none. */
    public <T> Uni<@Nullable T> readFirst(
            Caller caller, Function<Row, T> as, String statement, @Nullable Object... parameters) {
        return read(caller, as, statement, parameters).map(rows -> rows.isEmpty() ? null : rows.get(0));
    }

    /**
     * Runs work in one Hibernate session, which the repositories find automatically. Not for the service's own tasks.
     */
    public <T> Uni<T> edit(Caller caller, Function<OrmTransaction, Uni<T>> work) {
        if (caller.scope() instanceof Scope.System) {
            throw new IllegalArgumentException("a system task takes an SQL transaction");
        }
        return TransactionGuard.forbidden(
                Retries.ofWrites(Uni.createFrom().deferred(() -> editOnce(caller, work, new AtomicBoolean()))));
    }

    private <T> Uni<T> editOnce(Caller caller, Function<OrmTransaction, Uni<T>> work, AtomicBoolean committing) {
        Uni<T> committed = Panache.withTransaction(() -> Panache.getSession()
                .call(session -> setScope(session, caller.scope()))
                .flatMap(session -> work.apply(new OrmTransaction(caller, session, journal))
                        .call(session::flush)
                        .invoke(() -> committing.set(true))));
        // Repositories find the session automatically, so every failure inside counts as the session's.
        return DatabaseErrors.mapped(committed)
                .onFailure(failure -> committing.get() && DatabaseErrors.isUnavailable(failure))
                .transform(CommitUnknown::new);
    }

    private Pool poolFor(Caller caller) {
        return caller.scope() instanceof Scope.System ? system : people;
    }

    private <T> Uni<T> inTransaction(SqlConnection connection, Caller caller, Function<SqlTransaction, Uni<T>> work) {
        Uni<T> committed = begin(connection, caller.scope())
                .chain(() -> work.apply(new SqlTransaction(caller, connection, journal)))
                .call(() -> commit(connection))
                .onFailure()
                .call(() -> rollback(connection));
        return committed.onTermination().call(() -> release(connection));
    }

    /**
     * Begins the transaction and sets the scope in one message. Parameters would need a second message and a planned
     * query. Concatenation is safe here: the values are our own words and UUIDs.
     */
    private static Uni<RowSet<Row>> begin(SqlConnection connection, Scope scope) {
        return DatabaseErrors.mapped(connection
                .query("BEGIN; SET LOCAL app.scope = '" + scope.setting() + "'; SET LOCAL app.tenant_id = '"
                        + Scope.text(scope.tenantId()) + "'; SET LOCAL app.reseller_id = '"
                        + Scope.text(scope.resellerId()) + "'")
                .execute());
    }

    private static Uni<Void> commit(SqlConnection connection) {
        // After a failed statement, PostgreSQL answers COMMIT without an error and rolls back. If the work swallowed
        // such a failure, this SELECT fails instead.
        return DatabaseErrors.mapped(connection.query("SELECT 1; COMMIT").execute())
                .onFailure(DatabaseErrors::isUnavailable)
                .transform(CommitUnknown::new)
                .replaceWithVoid();
    }

    private static Uni<Void> release(SqlConnection connection) {
        return connection.close().onFailure().recoverWithNull();
    }

    private static Uni<Void> rollback(SqlConnection connection) {
        // If the rollback fails, the connection is lost and its transaction with it. The pool discards the connection.
        return connection
                .query("ROLLBACK")
                .execute()
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static Uni<Object> setScope(Mutiny.Session session, Scope scope) {
        return session.createNativeQuery(SET_SCOPE_IN_SESSION, Object.class)
                .setParameter(1, scope.setting())
                .setParameter(2, Scope.text(scope.tenantId()))
                .setParameter(3, Scope.text(scope.resellerId()))
                .getSingleResult();
    }
}
