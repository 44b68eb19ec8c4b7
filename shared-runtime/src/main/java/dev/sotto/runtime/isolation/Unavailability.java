package dev.sotto.runtime.isolation;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a database that is away from a statement that is wrong. */
public final class Unavailability {

    private Unavailability() {}

    /** Whether the database, or the way to it, is down, full or shutting down: worth a later try. */
    public static boolean of(Throwable failure) {
        return causes(failure).anyMatch(Unavailability::isOne);
    }

    /** Whether the work may have been done although it failed: its commit was sent, and the answer did not come. */
    public static boolean mayHaveCommitted(Throwable failure) {
        return causes(failure).anyMatch(CommitUnknown.class::isInstance);
    }

    /** PostgreSQL's five-letter code, when it was PostgreSQL that refused. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure)
                .filter(PgException.class::isInstance)
                .map(cause -> ((PgException) cause).getSqlState())
                .findFirst();
    }

    /** Whether a unique or exclusion constraint of this name refused. */
    public static boolean isConflict(Throwable failure, String constraint) {
        return causes(failure)
                .filter(PgException.class::isInstance)
                .map(PgException.class::cast)
                .anyMatch(e -> e.getSqlState().startsWith("23") && constraint.equals(e.getConstraint()));
    }

    private static boolean isOne(Throwable cause) {
        if (cause instanceof PgException e) {
            // 08 connection, 53 resources, 57 shutting down or cancelled, 25006 read-only (a standby).
            String state = e.getSqlState();
            return state != null
                    && (state.startsWith("08")
                            || state.startsWith("53")
                            || state.startsWith("57")
                            || state.equals("25006"));
        }
        return cause instanceof ClosedConnectionException
                || (cause instanceof IOException && !(cause instanceof JacksonException))
                || cause instanceof NoStackTraceTimeoutException
                || ((cause instanceof VertxException || cause instanceof NoStackTraceThrowable)
                        && String.valueOf(cause.getMessage()).contains("onnection"));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
