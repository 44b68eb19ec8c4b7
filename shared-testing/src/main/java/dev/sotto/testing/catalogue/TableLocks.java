package dev.sotto.testing.catalogue;

import dev.sotto.testing.TestTimeout;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;

/**
 * Locks all tables that a test changes while the service uses them. It locks all or none: locking them one by one could
 * deadlock with a query that uses them in another order.
 */
final class TableLocks {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PAUSE = Duration.ofMillis(10);

    private TableLocks() {}

    /** Locks the tables until the transaction ends. */
    static void take(Connection superuser, Collection<String> tables) throws SQLException {
        long deadline = System.nanoTime() + TestTimeout.DURATION.toNanos();
        try (Statement statement = superuser.createStatement()) {
            statement.execute("savepoint unlocked");
            while (!isTaken(statement, tables)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("not all free for " + TestTimeout.DURATION + ": " + tables);
                }
                statement.execute("rollback to savepoint unlocked");
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTaken(Statement statement, Collection<String> tables) throws SQLException {
        try {
            statement.execute("lock table " + String.join(", ", tables) + " in access exclusive mode nowait");
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
