package dev.sotto.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** job-service's database, with the migrator's login. */
final class JobDatabase implements AutoCloseable {

    static final String ROLE = "job_migrator";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MS = 200;
    /** No service uses this key space for advisory locks. */
    private static final int LOCK_SPACE = 0x1347;

    private final Connection connection;

    private JobDatabase(Connection connection) {
        this.connection = connection;
    }

    static JobDatabase open(String url, @Nullable String password) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new Refusal("--database: must be as jdbc:postgresql://host:5432/job");
        }
        if (password == null || password.isEmpty()) {
            throw new Refusal("the password of " + ROLE + " is read from " + Settings.PASSWORD + ", and none is there");
        }
        Properties login = new Properties();
        login.setProperty("user", ROLE);
        login.setProperty("password", password);
        login.setProperty("reWriteBatchedInserts", "true");
        login.setProperty("ApplicationName", "import-whisper-webui");
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("connectTimeout", "10");
        try {
            Connection connection = new Driver().connect(url, login);
            if (connection == null) {
                throw new Refusal("--database: " + url + " is not an address of PostgreSQL");
            }
            JobDatabase database = new JobDatabase(connection);
            try {
                database.check();
                connection.setAutoCommit(false);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            throw new Refusal("--database: " + line(e));
        }
    }

    private void check() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_user, current_database(), to_regclass('imports') is not null,
                            (select rolbypassrls from pg_roles where rolname = current_user)
                        """)) {
            row.next();
            if (!row.getString(2).equals("job")) {
                throw new Refusal("--database: " + row.getString(2) + " is not job-service's database, which is job");
            }
            if (!row.getString(1).equals(ROLE) || !row.getBoolean(4)) {
                throw new Refusal(
                        "--database: the login must be " + ROLE + ", with the right to bypass row-level security");
            }
            if (!row.getBoolean(3)) {
                throw new Refusal("--database: it is not migrated; run this version's migration of job-service first");
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Allows one import or rollback per tenant at a time. PostgreSQL releases the lock of a killed process. */
    void lock(UUID tenantId) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!locked(tenantId)) {
            if (Instant.now().isAfter(deadline)) {
                throw new Refusal("another import into this tenant is running");
            }
            pause();
        }
    }

    private boolean locked(UUID tenantId) {
        return once(
                "select pg_try_advisory_lock(?, hashtext(?))",
                row -> row.getBoolean(1),
                LOCK_SPACE,
                tenantId.toString());
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs one statement in a transaction; returns null without a row. */
    <T> T once(String sql, Mapping<T> mapping, Object... parameters) {
        return inTransaction(() -> first(sql, mapping, parameters));
    }

    /** Returns the first row; null if there is none. */
    <T> T first(String sql, Mapping<T> mapping, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? mapping.of(rows) : null;
            }
        }
    }

    int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    <T> T inTransaction(Work<T> work) {
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollBack();
            throw new Halt("the database: " + line(e), e);
        } catch (RuntimeException e) {
            rollBack();
            throw e;
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is lost, and its transaction with it.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the connection if we cannot.
        }
    }

    private static String line(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("08")) {
            return "it can't be reached (any more)";
        }
        if (state.startsWith("28")) {
            return "the password of " + ROLE + " is not accepted; it is read from " + Settings.PASSWORD;
        }
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.lines().findFirst().orElse("no reason given") + " (" + state + ")";
    }

    /** Reads a row. */
    interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** The work of one transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }
}
