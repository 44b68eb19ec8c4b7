package dev.sotto.runtime.outbox;

import dev.sotto.runtime.database.DedicatedConnections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one relay of a service be active, by an advisory lock of PostgreSQL's that lasts as long as its session. The session
 * has a connection of its own. Whenever it is not certain whether it holds the lock, because an answer did not come, the
 * connection is closed; PostgreSQL then ends the session and releases the lock, at the latest when it notices that the
 * connection is gone.
 */
@ApplicationScoped
class RelayLock {

    private static final Duration ANSWERS = Duration.ofSeconds(2);
    private static final String TAKE = "select pg_try_advisory_lock(hashtext('sotto-outbox-relay'))";
    private static final String STILL_CONNECTED = "select true";

    private final Supplier<Uni<SqlConnection>> connections;
    private final Duration answers;
    private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

    @Inject
    RelayLock(DedicatedConnections connections) {
        this(connections::open, ANSWERS);
    }

    /**
     * @param connections opens a connection that nobody else uses
     * @param answers how long PostgreSQL may take to answer
     */
    RelayLock(Supplier<Uni<SqlConnection>> connections, Duration answers) {
        this.connections = connections;
        this.answers = answers;
    }

    /**
     * Whether this relay holds the lock, which it takes when it is free; to be asked before each round. Fails when
     * PostgreSQL does not answer in time: another relay may hold the lock by then.
     */
    Uni<Boolean> hold() {
        Session session = current.get();
        return session == null ? connections.get().map(this::keep).flatMap(this::ask) : ask(session);
    }

    /** Gives the lock back, so that another relay need not wait; completes even when PostgreSQL does not answer. */
    CompletableFuture<Void> release() {
        Session session = current.getAndSet(null);
        if (session == null) {
            return CompletableFuture.completedFuture(null);
        }
        return session.connection
                .getDelegate()
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, answers.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(lost -> null);
    }

    private Session keep(SqlConnection connection) {
        Session session = new Session(connection);
        current.set(session);
        connection.closeHandler(() -> current.compareAndSet(session, null));
        return session;
    }

    private Uni<Boolean> ask(Session session) {
        return session.connection
                .query(session.holdsLock ? STILL_CONNECTED : TAKE)
                .execute()
                .ifNoItem()
                .after(answers)
                .fail()
                .map(rows -> rows.iterator().next().getBoolean(0))
                .invoke(holdsLock -> session.holdsLock = holdsLock)
                .onFailure()
                .call(() -> end(session))
                .onCancellation()
                .call(() -> end(session));
    }

    private Uni<Void> end(Session session) {
        current.compareAndSet(session, null);
        return session.connection
                .close()
                .ifNoItem()
                .after(answers)
                .fail()
                .onFailure()
                .recoverWithNull();
    }

    private static final class Session {

        final SqlConnection connection;
        volatile boolean holdsLock;

        Session(SqlConnection connection) {
            this.connection = connection;
        }
    }
}
