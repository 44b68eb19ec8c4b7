package dev.sotto.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * A PostgreSQL 18 server of this JVM's own on 127.0.0.1, as root or as a normal user, with nothing installed.
 *
 * <p>Passwords are checked (scram-sha-256) and hashed once ({@code scram_iterations}), the locale is the built-in C.UTF-8,
 * {@code max_connections} is 200, all else is PostgreSQL's default; only a throw-away cluster goes without fsync, which a
 * killed process doesn't notice. The server never outlives this JVM, whatever ends it: see {@link PostgresGuard}. Should both
 * be killed at once, the next start on the same directory stops the orphan first. The directory holds {@code cluster/},
 * {@code superuser} (its password, mode 0600), {@code postgresql.log} and {@code lock}.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final int ANY_PORT = 0;
    private static final int ATTEMPTS = 5;
    private static final Properties NO_PROPERTIES = new Properties();

    private final Path directory;
    private final boolean kept;
    private final FileChannel lock;
    private final PostgresGuard guard;
    private int port;

    private LocalPostgres(Path directory, boolean kept, FileChannel lock, int port, PostgresGuard guard) {
        this.directory = directory;
        this.kept = kept;
        this.lock = lock;
        this.port = port;
        this.guard = guard;
    }

    /** Starts an empty server on a free port, in a directory that goes away with it. */
    public static LocalPostgres start() {
        try {
            return start(Files.createTempDirectory("sotto-postgres"), ANY_PORT, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the server whose data lies in {@code directory}, or an empty one there, and keeps its data.
     *
     * @param port the port to listen on, 0 for a free one
     * @throws IllegalStateException when another living process holds the directory or the port
     */
    public static LocalPostgres start(Path directory, int port) {
        return start(directory.toAbsolutePath(), port, true);
    }

    private static LocalPostgres start(Path directory, int port, boolean kept) {
        try {
            Files.createDirectories(directory);
            FileChannel lock = lock(directory);
            try {
                Postmaster.of(directory).stop("INT");
                if (!Files.exists(directory.resolve("cluster"))) {
                    initialise(directory, kept);
                }
                PostgresGuard guard = PostgresGuard.over(directory, kept);
                LocalPostgres postgres = new LocalPostgres(directory, kept, lock, port, guard);
                postgres.listen();
                return postgres;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very JVM: as busy as if another held it.
        }
        channel.close();
        throw new IllegalStateException("another process uses the database in " + directory);
    }

    private static void initialise(Path directory, boolean kept) throws IOException {
        // Made beside its place and then moved: a start that was killed half-way leaves nothing that looks like a
        // cluster.
        Path cluster = directory.resolve("cluster-unfinished");
        if (Files.exists(cluster)) {
            Directories.delete(cluster);
        }
        byte[] password = new byte[24];
        new SecureRandom().nextBytes(password);
        Path file = directory.resolve("superuser");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(password));

        List<String> command = PostgresBinaries.command(
                "initdb",
                "--pgdata=" + cluster,
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + file,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                // On 127.0.0.1 alone, and its passwords random where data are kept: no guessing to be made dear.
                "--set=scram_iterations=1",
                kept ? "--sync-method=fsync" : "--no-sync");
        Processes.run(command, directory.resolve("initdb.log"));
        Files.move(cluster, directory.resolve("cluster"));
    }

    private void listen() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int wanted = port == ANY_PORT ? Ports.free() : port;
            try {
                Postmaster.of(directory).start(wanted, kept);
                port = wanted;
                return;
            } catch (IllegalStateException e) {
                // Between asking for a free port and binding it somebody else may have taken it.
                if (port != ANY_PORT || attempt == ATTEMPTS || !e.getMessage().contains("Address already in use")) {
                    guard.release();
                    throw e;
                }
            }
        }
    }

    /** The server that was started in {@code directory}, perhaps by code of another class loader; closing it does nothing. */
    public static LocalPostgres attach(Path directory, int port) {
        return new LocalPostgres(directory, true, null, port, null);
    }

    /** Where this server's data, password and log lie. */
    public Path directory() {
        return directory;
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The JDBC address of a database, without a login. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The JDBC address of a database with the login of the superuser {@code postgres}. */
    public String superuserUrl(String database) {
        return jdbcUrl(database) + "?user=postgres&password=" + superuserPassword();
    }

    /** A new connection of the superuser. */
    public Connection superuser(String database) throws SQLException {
        // Not by DriverManager, which doesn't show a driver to callers of another class loader.
        return new org.postgresql.Driver().connect(superuserUrl(database), NO_PROPERTIES);
    }

    private String superuserPassword() {
        try {
            return Files.readString(directory.resolve("superuser"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server as a crash does: no checkpoint, every connection cut ({@code pg_ctl stop -m immediate}). */
    public void kill() {
        Postmaster.of(directory).stop("QUIT");
    }

    /** Starts the server again on the same port and data, after {@link #kill} or in an orderly way if it still runs. */
    public void restart() {
        Postmaster.of(directory).stop("INT");
        try {
            Postmaster.of(directory).start(port, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server in an orderly way, cutting its connections, and deletes its data unless they are kept. */
    @Override
    public void close() {
        if (lock == null || !lock.isOpen()) {
            return;
        }
        Postmaster.of(directory).stop("INT");
        guard.release();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!kept) {
            Directories.delete(directory);
        }
    }
}
