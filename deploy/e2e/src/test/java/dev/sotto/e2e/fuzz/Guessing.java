package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Operation;
import dev.sotto.local.Sotto;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * tenant-service slows down clients that guess passwords or send many e-mails to one address, for an hour. All requests
 * of this machine come from one address, so the test ends the hour every few requests.
 */
final class Guessing {
    private static final int EVERY = 40;

    private final Sotto sotto;
    private final AtomicInteger guesses = new AtomicInteger();

    Guessing(Sotto sotto) {
        this.sotto = sotto;
    }

    static boolean isSlowedDown(Operation operation) {
        return operation.path().startsWith("/api/v1/auth/")
                || operation.path().equals("/api/v1/users/me/email")
                || operation.path().equals("/api/v1/users/{id}/invitation");
    }

    void count(Operation operation) {
        if (isSlowedDown(operation) && guesses.incrementAndGet() % EVERY == 0) {
            forget();
        }
    }

    void forget() {
        try (Connection connection = sotto.databases().superuser("tenant");
                Statement statement = connection.createStatement()) {
            // Not DELETE, which locks row by row and could deadlock with a sign-in that locks the rows in another
            // order.
            statement.execute("truncate sign_in_attempts");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
