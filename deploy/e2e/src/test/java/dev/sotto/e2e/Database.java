package dev.sotto.e2e;

import dev.sotto.local.Sotto;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Accesses a service's database as superuser, to count rows and to hold a process at a chosen point. */
record Database(Sotto sotto, String name) {

    long number(String query) {
        try (Connection connection = sotto.databases().superuser(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement that changes rows. */
    void change(String statement) {
        try (Connection connection = sotto.databases().superuser(name);
                Statement change = connection.createStatement()) {
            change.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many requests wait for this lock mode on a table, for example {@code RowExclusiveLock}. */
    long waiting(String table, String mode) {
        return number("select count(*) from pg_locks l join pg_class c on c.oid = l.relation where not l.granted"
                + " and c.relname = '" + table + "' and l.mode = '" + mode + "'");
    }

    /** Locks a table until the lock is closed; waits if necessary. */
    Lock lock(String table, String mode) {
        try {
            Connection connection = sotto.databases().superuser(name);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table " + table + " in " + mode + " mode");
            }
            return new Lock(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A lock that this test holds. */
    record Lock(Connection connection) implements AutoCloseable {

        @Override
        public void close() {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
