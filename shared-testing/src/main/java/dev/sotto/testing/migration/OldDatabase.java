package dev.sotto.testing.migration;

import dev.sotto.servers.Migration;
import dev.sotto.testing.SottoTestResource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
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
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A database beside the service's that lacks its newest change sets, for tests of what these do with old rows.
 *
 * <pre>{@code
 * try (OldDatabase old = OldDatabase.without("tenant", "replicas.sql")) {
 *     old.execute("insert into standing …");
 *     old.migrate();
 *     assertThat(old.rows("select …")).containsExactly("…");
 * }
 * }</pre>
 */
public final class OldDatabase implements AutoCloseable {
    private static final String CHANGELOG = "db/changelog.xml";
    private static final Pattern INCLUDE = Pattern.compile("<include file=\"([^\"]+)\"/>");

    private final String name;

    private OldDatabase(String name) {
        this.name = name;
    }

    /**
     * Creates a database with all change sets but those of some files.
     *
     * @param newFiles how the names of these files end
     */
    public static OldDatabase without(String service, String... newFiles) throws SQLException, IOException {
        OldDatabase old = new OldDatabase(
                service + "_before_" + UUID.randomUUID().toString().replace("-", ""));
        try (Connection superuser = SottoTestResource.postgres().superuser("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("create database " + old.name + " template template0");
        }
        Path directory = Files.createTempDirectory("changelog");
        String changelog = read(CHANGELOG)
                .lines()
                .filter(line -> Stream.of(newFiles).noneMatch(file -> line.contains(file + "\"")))
                .collect(Collectors.joining("\n"));
        write(directory, CHANGELOG, changelog);
        for (String file : INCLUDE.matcher(changelog)
                .results()
                .map(found -> found.group(1))
                .toList()) {
            write(directory, file, read(file));
        }
        try (Connection superuser = old.superuser();
                URLClassLoader files =
                        new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            Migration.run(superuser, files, loader());
        }
        return old;
    }

    /** Runs the change sets that are missing. */
    public void migrate() throws SQLException {
        try (Connection superuser = superuser()) {
            Migration.run(superuser, loader(), loader());
        }
    }

    public void execute(String sql, Object... parameters) throws SQLException {
        try (Connection superuser = superuser();
                PreparedStatement statement = prepared(superuser, sql, parameters)) {
            statement.execute();
        }
    }

    /** Returns the rows of a query as text, with {@code |} between their columns. */
    public List<String> rows(String sql, Object... parameters) throws SQLException {
        try (Connection superuser = superuser();
                PreparedStatement statement = prepared(superuser, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                read.add(String.join("|", row));
            }
            return read;
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection superuser = SottoTestResource.postgres().superuser("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("drop database " + name + " with (force)");
        }
    }

    private Connection superuser() throws SQLException {
        return SottoTestResource.postgres().superuser(name);
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static String read(String file) throws IOException {
        try (InputStream in = loader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path directory, String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
