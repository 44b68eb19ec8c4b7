package dev.sotto.testing.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Runs work in a transaction that is always rolled back. */
final class RolledBack {
    private RolledBack() {}

    static <T> T in(Connection connection, Supplier<T> work) {
        try {
            connection.setAutoCommit(false);
            try {
                return work.get();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
