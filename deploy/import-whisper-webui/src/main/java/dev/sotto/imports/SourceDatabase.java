package dev.sotto.imports;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Whisper-WebUI's database, read in one consistent snapshot and never written to. */
final class SourceDatabase implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;
    private static final List<String> COLUMNS = List.of(
            "id",
            "uuid",
            "status",
            "result",
            "result_type",
            "file_name",
            "audio_duration",
            "language",
            "task_type",
            "task_params",
            "duration",
            "error",
            "created_at",
            "updated_at",
            "progress");
    /** The schema does not make uuids unique. */
    private static final String DUPLICATES = """
            create temp table duplicates as select uuid, min(id) as first from tasks group by uuid having count(*) > 1
            """;
    /** Reads texts as bytes, and does not read a result that is too long. */
    private static final String ROWS = """
            select t.id, cast(t.uuid as blob), cast(t.status as blob),
                case when octet_length(t.result) <= ? then cast(t.result as blob) end, octet_length(t.result),
                cast(t.result_type as blob), cast(t.file_name as blob), t.audio_duration, cast(t.language as blob),
                cast(t.task_type as blob), cast(t.task_params as blob), t.duration, cast(t.error as blob),
                cast(t.created_at as blob), cast(t.updated_at as blob), t.progress,
                (select d.first from duplicates d where d.uuid = t.uuid and d.first <> t.id)
            from tasks t where t.id > ? order by t.id
            """;

    private final Connection connection;
    private final Path file;

    private SourceDatabase(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    static SourceDatabase open(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Refusal("--source: " + file + " is not a file that can be read");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(PATIENCE_MS);
        SourceDatabase source = null;
        try {
            Connection connection = config.createConnection(
                    "jdbc:sqlite:" + file.toAbsolutePath().toUri());
            source = new SourceDatabase(connection, file);
            source.check();
            // One transaction from here on, so that all reads see the same snapshot.
            connection.setAutoCommit(false);
            source.execute(DUPLICATES);
            source.execute("create index temp.duplicates_uuid on duplicates (uuid)");
            return source;
        } catch (SQLException e) {
            closeQuietly(source);
            throw refusal(file, e);
        } catch (RuntimeException e) {
            closeQuietly(source);
            throw e;
        }
    }

    private void check() throws SQLException {
        List<String> found = new ArrayList<>();
        String key = null;
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("select name, type, pk from pragma_table_info('tasks')")) {
            while (columns.next()) {
                String name = columns.getString(1).toLowerCase(Locale.ROOT);
                found.add(name);
                if (columns.getInt(3) > 0) {
                    key = name + " " + columns.getString(2).toUpperCase(Locale.ROOT);
                }
            }
        }
        if (found.isEmpty()) {
            throw new Refusal("--source: " + file + " has no table tasks: it is not Whisper-WebUI's database");
        }
        List<String> missing =
                COLUMNS.stream().filter(column -> !found.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new Refusal("--source: the table tasks of " + file + " lacks " + String.join(", ", missing)
                    + ": it is not of a Whisper-WebUI that is known here");
        }
        if (!"id INTEGER".equals(key)) {
            throw new Refusal("--source: the table tasks of " + file + " does not have id as its integer primary key");
        }
        String encoding = text("pragma encoding");
        if (!"UTF-8".equals(encoding)) {
            throw new Refusal("--source: " + file + " is written in " + encoding + ", not in UTF-8");
        }
    }

    /** Returns the number of rows after this id. */
    long countAfter(long id) {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from tasks where id > ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Identifies the database by the uuid and time of its first row. */
    byte[] key() {
        try {
            String first = text("select id || '|' || uuid || '|' || created_at from tasks order by id limit 1");
            return Hashes.of((first == null ? "" : first).getBytes(StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Returns the rows after this id, in the order of their ids. */
    Rows rowsAfter(long id) {
        try {
            PreparedStatement statement = connection.prepareStatement(ROWS);
            statement.setLong(1, TranscriptReader.LONGEST_RESULT);
            statement.setLong(2, id);
            return new Rows(statement, statement.executeQuery());
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(this);
    }

    private static void closeQuietly(@Nullable SourceDatabase source) {
        if (source == null) {
            return;
        }
        try {
            source.connection.close();
        } catch (SQLException e) {
            // Nothing was written, so nothing can be lost.
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private @Nullable String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private Halt failure(SQLException e) {
        return new Halt(line(file, e), e);
    }

    private static Refusal refusal(Path file, SQLException e) {
        return new Refusal("--source: " + line(file, e));
    }

    private static String line(Path file, SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException sqlite ? sqlite.getResultCode() : null;
        if (code == null) {
            return file + " can't be read: " + e.getMessage();
        }
        // The low byte is the kind of the error; the rest gives details.
        SQLiteErrorCode kind = SQLiteErrorCode.getErrorCode(code.code & 0xFF);
        return switch (kind) {
            case SQLITE_NOTADB -> file + " is not a SQLite database";
            case SQLITE_BUSY, SQLITE_LOCKED -> file + " is locked: stop Whisper-WebUI first";
            case SQLITE_CORRUPT -> file + " is damaged: SQLite finds its pages malformed";
            case SQLITE_READONLY, SQLITE_CANTOPEN ->
                file + " can't be read: a transaction in it is unfinished, or its directory is closed to us. Stop"
                        + " Whisper-WebUI, copy the file with its -journal or -wal, and open the copy once for writing";
            default -> file + " can't be read: " + code.message;
        };
    }

    /** A cursor over rows; it holds one row at a time. */
    final class Rows implements AutoCloseable {
        private final PreparedStatement statement;
        private final ResultSet rows;

        private Rows(PreparedStatement statement, ResultSet rows) {
            this.statement = statement;
            this.rows = rows;
        }

        /** Returns the next row; null after the last. */
        @Nullable
        SourceRow next() {
            try {
                return rows.next() ? row() : null;
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private SourceRow row() throws SQLException {
            long first = rows.getLong(17);
            Long firstId = rows.wasNull() ? null : first;
            return new SourceRow(
                    rows.getLong(1),
                    rows.getBytes(2),
                    rows.getBytes(3),
                    rows.getBytes(4),
                    rows.getLong(5),
                    rows.getBytes(6),
                    rows.getBytes(7),
                    rows.getObject(8),
                    rows.getBytes(9),
                    rows.getBytes(10),
                    rows.getBytes(11),
                    rows.getObject(12),
                    rows.getBytes(13),
                    rows.getBytes(14),
                    rows.getBytes(15),
                    rows.getObject(16),
                    firstId);
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }
}
