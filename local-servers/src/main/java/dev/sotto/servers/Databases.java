package dev.sotto.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** Sotto's four databases on a {@link LocalPostgres}, with the twelve roles of {@code deploy/database/roles.sql}. */
public final class Databases {
    /** The names of the services and of their databases; role names begin with them. */
    public static final List<String> SERVICES = List.of("reseller", "tenant", "job", "billing");

    private static final List<String> KINDS = List.of("migrator", "app", "system");

    private final LocalPostgres postgres;
    private final UnaryOperator<String> passwords;

    /** @param passwords returns the password of each role; it must return the same one every time */
    public Databases(LocalPostgres postgres, UnaryOperator<String> passwords) {
        this.postgres = postgres;
        this.passwords = passwords;
    }

    /** Creates missing databases, then roles, grants and passwords. May be repeated. */
    public void create() throws SQLException {
        try (Connection superuser = postgres.superuser("postgres")) {
            for (String service : SERVICES) {
                if (!exists(superuser, service)) {
                    execute(superuser, "create database " + service + " template template0");
                }
            }
        }
        String roles = rolesSql();
        for (String service : SERVICES) {
            try (Connection superuser = postgres.superuser(service)) {
                execute(superuser, roles);
                if (service.equals(SERVICES.get(0))) {
                    setPasswords(superuser);
                }
            }
        }
    }

    private static boolean exists(Connection superuser, String database) throws SQLException {
        try (PreparedStatement query = superuser.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, database);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void setPasswords(Connection superuser) throws SQLException {
        try (PreparedStatement query = superuser.prepareStatement("select format('alter role %I password %L', ?, ?)")) {
            for (String service : SERVICES) {
                for (String kind : KINDS) {
                    String role = service + "_" + kind;
                    query.setString(1, role);
                    query.setString(2, passwords.apply(role));
                    try (ResultSet rows = query.executeQuery()) {
                        rows.next();
                        execute(superuser, rows.getString(1));
                    }
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String rolesSql() {
        try (InputStream in = Databases.class.getResourceAsStream("/database/roles.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Migrates a service's database as its migrator role, with {@code db/changelog.xml} from the class path of {@code
     * loader}.
     */
    public void migrate(String service, ClassLoader loader) throws SQLException {
        migrate(service, loader, loader);
    }

    /**
     * The same for a service that is packaged: its jar, and those of libraries whose changelogs it includes, or directories.
     * The changelog is found in them alone; changes that are Java run over the Liquibase of this class path.
     */
    public void migrate(String service, Path... jarsOrDirectories) throws SQLException {
        URL[] urls = Arrays.stream(jarsOrDirectories).map(Databases::url).toArray(URL[]::new);
        try (URLClassLoader changelogs = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
                URLClassLoader changes = new URLClassLoader(urls, Databases.class.getClassLoader())) {
            migrate(service, changelogs, changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void migrate(String service, ClassLoader changelogs, ClassLoader changes) throws SQLException {
        try (Connection migrator = connect(service, service + "_migrator")) {
            Migration.run(migrator, changelogs, changes);
        }
    }

    private static URL url(Path jarOrDirectory) {
        try {
            return jarOrDirectory.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Opens a connection to a service's database with one of its roles. */
    public Connection connect(String service, String role) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", passwords.apply(role));
        return new org.postgresql.Driver().connect(postgres.jdbcUrl(service), login);
    }

    /** Opens a superuser connection, to look at data that no role may see. Never use it for what a service does. */
    public Connection superuser(String service) throws SQLException {
        return postgres.superuser(service);
    }

    /** Returns the password that {@link #create} set for a role. */
    public String password(String role) {
        return passwords.apply(role);
    }
}
