package dev.sotto.runtime.database;

/**
 * A database call failed because the database or the network to it is down, full or shutting down. Created where the
 * database is called ({@link DatabaseErrors#mapped}), because later nobody can tell whether a file or another service
 * failed. Has no stack trace, because every call fails while the database is down.
 */
final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseUnavailable(Throwable cause) {
        super("the database does not answer: " + cause, cause, false, false);
    }
}
