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

/** Distinguishes an unavailable database from a wrong statement. */
public final class DatabaseErrors {

    /** SQL states of a statement timeout, a lock timeout and an idle transaction timeout. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "25P03");

    private DatabaseErrors() {}

    /**
     * Returns whether the database or the network to it is down, full or shutting down, so that a later try may
     * succeed. Only recognises failures that passed {@link #mapped}, so that a failing file, program or other service
     * is not taken for the database.
     */
    public static boolean isUnavailable(Throwable failure) {
        return causes(failure).anyMatch(DatabaseUnavailable.class::isInstance);
    }

    /**
     * Wraps a database call so that {@link #isUnavailable} recognises its failures. Code that calls a pool or a connection
     * directly must use it; {@link ScopedTransaction} already does.
     */
    public static <T> Uni<T> mapped(Uni<T> call) {
        return call.onFailure(DatabaseErrors::isAway).transform(DatabaseUnavailable::new);
    }

    /** Returns whether the database is unavailable. Only for failures that come from the database or its client. */
    static boolean isAway(Throwable failure) {
        return !isUnavailable(failure) && causes(failure).anyMatch(DatabaseErrors::isConnectionFailure);
    }

    /** Returns whether a failed transaction may nevertheless be committed: the commit was sent, but no answer came. */
    public static boolean mayHaveCommitted(Throwable failure) {
        return causes(failure).anyMatch(CommitUnknown.class::isInstance);
    }

    /** Returns whether somebody else changed a row between this transaction's read and its write. */
    public static boolean isStale(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof StaleStateException || cause instanceof OptimisticLockException);
    }

    /** Returns PostgreSQL's five-character SQL state, if PostgreSQL refused the statement. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure).flatMap(DatabaseErrors::stateOf).findFirst();
    }

    /**
     * Returns whether a time limit was exceeded, in PostgreSQL or while waiting for a connection. A retry would add to
     * the load.
     */
    static boolean isTimeout(Throwable failure) {
        return sqlState(failure).map(TIMEOUTS::contains).orElse(false)
                || causes(failure).anyMatch(DatabaseErrors::isPoolTimeout);
    }

    /** Returns whether the constraint of this name was violated. */
    public static boolean isConflict(Throwable failure, String constraint) {
        return causes(failure).flatMap(DatabaseErrors::constraintOf).anyMatch(constraint::equals);
    }

    /** In an ORM transaction, Hibernate replaces the driver's exception with one of java.sql. */
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

    private static boolean isConnectionFailure(Throwable cause) {
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
                || isSocketError(cause)
                || cause instanceof NoStackTraceTimeoutException
                || isPoolTimeout(cause)
                || (isVertxFailure(cause) && isClientMessage(String.valueOf(cause.getMessage())));
    }

    /** Socket errors from the kernel arrive as a plain {@code IOException}. Subclasses have other causes. */
    private static boolean isSocketError(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof JacksonException)
                && !(cause instanceof FileSystemException);
    }

    private static boolean isVertxFailure(Throwable cause) {
        return cause instanceof VertxException || cause instanceof NoStackTraceThrowable;
    }

    /** The pool reports a timeout in two ways: one for a connection request, another for a query. */
    private static boolean isPoolTimeout(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return isVertxFailure(cause) && (message.equals("Timeout") || message.equals("Timeout waiting for connection"));
    }

    /** The client has no exception types for a lost or refused connection, or for a closed pool. */
    private static boolean isClientMessage(String message) {
        return message.contains("onnection") || message.contains("Pool closed");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
