package dev.sotto.runtime.database;

/**
 * A call of the database failed because the database, or the way to it, is down, full or shutting down. Made where the
 * database is called ({@link DatabaseErrors#mapped}): of the driver's failure alone nobody can tell later whether a file or
 * another service failed. Without a stack trace: while a database is away every call ends in one.
 */
final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseUnavailable(Throwable cause) {
        super("the database does not answer: " + cause, cause, false, false);
    }
}
