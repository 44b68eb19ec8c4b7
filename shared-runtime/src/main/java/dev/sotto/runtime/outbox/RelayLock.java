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
 * Lets only one relay of a service be active, by a PostgreSQL advisory lock. The lock lasts as long as its session,
 * which has a connection of its own. If an answer does not come, the relay cannot know whether it holds the lock, so it
 * closes the connection. PostgreSQL then ends the session and releases the lock.
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
     * Takes the lock if it is free, and returns whether this relay holds it. Call it before each round. Fails if
     * PostgreSQL does not answer in time, because another relay may hold the lock by then.
     */
    Uni<Boolean> hold() {
        Session session = current.get();
        return session == null ? connections.get().map(this::keep).flatMap(this::ask) : ask(session);
    }

    /** Releases the lock, so that another relay need not wait. Completes even if PostgreSQL does not answer. */
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
