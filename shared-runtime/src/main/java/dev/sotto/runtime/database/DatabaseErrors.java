package dev.sotto.runtime.database;

import com.fasterxml.jackson.core.JacksonException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;

/** Tells a database that is away from a statement that is wrong. */
public final class DatabaseErrors {

    /** A statement, a lock, an idle transaction. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "25P03");

    private DatabaseErrors() {}

    /**
     * Whether the database, or the way to it, is down, full or shutting down: worth a later try. Only of a failure that
     * {@link #mapped} has seen: a file, a program or another service that fails is never taken for the database.
     */
    public static boolean of(Throwable failure) {
        return causes(failure).anyMatch(DatabaseUnavailable.class::isInstance);
    }

    /**
     * A call of the database whose failures tell ({@link #of}) when the database is away. For those who call a pool or a
     * connection; {@link ScopedTransaction} does it for all others.
     */
    public static <T> Uni<T> mapped(Uni<T> call) {
        return call.onFailure(DatabaseErrors::isAway).transform(DatabaseUnavailable::new);
    }

    /** Whether the database is away, of a failure that can only be the database's or its client's. */
    static boolean isAway(Throwable failure) {
        return !of(failure) && causes(failure).anyMatch(DatabaseErrors::isOne);
    }

    /** Whether the work may have been done although it failed: its commit was sent, and the answer did not come. */
    public static boolean mayHaveCommitted(Throwable failure) {
        return causes(failure).anyMatch(CommitUnknown.class::isInstance);
    }

    /** Whether a row that was read for a change has been changed by somebody else before it was written. */
    public static boolean isStale(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof StaleStateException || cause instanceof OptimisticLockException);
    }

    /** PostgreSQL's five-letter code, when it was PostgreSQL that refused. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure).flatMap(DatabaseErrors::stateOf).findFirst();
    }

    /** Whether it took longer than it may, in PostgreSQL or waiting for a connection: to try again adds to the load. */
    static boolean isTimeout(Throwable failure) {
        return sqlState(failure).map(TIMEOUTS::contains).orElse(false)
                || causes(failure).anyMatch(DatabaseErrors::isPoolsTimeout);
    }

    /** Whether a constraint of this name refused. */
    public static boolean isConflict(Throwable failure, String constraint) {
        return causes(failure).flatMap(DatabaseErrors::constraintOf).anyMatch(constraint::equals);
    }

    /** In an ORM transaction the driver's own exception does not arrive: Hibernate makes one of java.sql of it. */
    private static Stream<String> stateOf(Throwable cause) {
        if (cause instanceof PgException e) {
            return Stream.ofNullable(e.getSqlState());
        }
        return cause instanceof SQLException e ? Stream.ofNullable(e.getSQLState()) : Stream.empty();
    }

    private static Stream<String> constraintOf(Throwable cause) {
        if (cause instanceof PgException e) {
            return Stream.ofNullable(e.getConstraint());
        }
        return cause instanceof ConstraintViolationException e
                ? Stream.ofNullable(e.getConstraintName())
                : Stream.empty();
    }

    private static boolean isOne(Throwable cause) {
        // 08 connection, 53 resources, 57 shutting down or cancelled, 25006 read-only (a standby), 25P03 and 55P03
        // waited too long.
        if (stateOf(cause)
                .anyMatch(state -> state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.equals("25006")
                        || state.equals("25P03")
                        || state.equals("55P03"))) {
            return true;
        }
        return cause instanceof ClosedConnectionException
                || isOfASocket(cause)
                || cause instanceof NoStackTraceTimeoutException
                || isPoolsTimeout(cause)
                || (isOfVertx(cause) && isOfTheClient(String.valueOf(cause.getMessage())));
    }

    /** The kernel's words for what became of a socket come as plain ones; what has a type of its own is none of a socket. */
    private static boolean isOfASocket(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof JacksonException)
                && !(cause instanceof FileSystemException);
    }

    private static boolean isOfVertx(Throwable cause) {
        return cause instanceof VertxException || cause instanceof NoStackTraceThrowable;
    }

    /** No connection came free in time: it says so in one way to who asks for one, and in another to who has a query. */
    private static boolean isPoolsTimeout(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return isOfVertx(cause) && (message.equals("Timeout") || message.equals("Timeout waiting for connection"));
    }

    /** It has no types for these: a connection that is lost or refused, and the pool of a service that is stopping. */
    private static boolean isOfTheClient(String message) {
        return message.contains("onnection") || message.contains("Pool closed");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
