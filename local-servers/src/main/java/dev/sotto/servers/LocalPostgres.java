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
 * A PostgreSQL 18 server for this JVM on 127.0.0.1. It needs no installation and runs as root or as a normal user.
 *
 * <p>It checks passwords (scram-sha-256, with one hash iteration) and uses the built-in locale C.UTF-8 and {@code
 * max_connections} 200; everything else is PostgreSQL's default. Only a temporary cluster runs without fsync, which the
 * kill of a process does not affect. The server never outlives this JVM (see {@link PostgresGuard}). If both are killed
 * at once, the next start on the same directory stops the orphan first. The directory holds {@code cluster/}, {@code
 * superuser} (its password, mode 0600), {@code postgresql.log} and {@code lock}.
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

    /** Starts an empty server on a free port, in a temporary directory. */
    public static LocalPostgres start() {
        try {
            return start(Files.createTempDirectory("sotto-postgres"), ANY_PORT, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server on the data in {@code directory} (or an empty one there), and keeps the data.
     *
     * @param port the port to listen on, 0 for a free one
     * @throws IllegalStateException if another running process uses the directory or the port
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
            // This JVM already holds the lock. Treat it like a lock of another process.
        }
        channel.close();
        throw new IllegalStateException("another process uses the database in " + directory);
    }

    private static void initialise(Path directory, boolean kept) throws IOException {
        // Create the cluster beside its place and then move it, so that an interrupted start leaves no incomplete
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
                // One iteration is enough: the server listens only on 127.0.0.1, and where data is kept the passwords
                // are random.
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
                // Another process may take a free port before the server binds it.
                if (port != ANY_PORT || attempt == ATTEMPTS || !e.getMessage().contains("Address already in use")) {
                    guard.release();
                    throw e;
                }
            }
        }
    }

    /**
     * Returns the server that was started in {@code directory}, possibly by code of another class loader. Closing it
     * does nothing.
     */
    public static LocalPostgres attach(Path directory, int port) {
        return new LocalPostgres(directory, true, null, port, null);
    }

    /** Returns the directory of the server's data, password and log. */
    public Path directory() {
        return directory;
    }

    /** Returns the port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Returns the JDBC URL of a database, without a login. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Returns the JDBC URL of a database with the login of the superuser {@code postgres}. */
    public String superuserUrl(String database) {
        return jdbcUrl(database) + "?user=postgres&password=" + superuserPassword();
    }

    /** Opens a superuser connection. */
    public Connection superuser(String database) throws SQLException {
        // Not through DriverManager, which hides drivers from callers of another class loader.
        return new org.postgresql.Driver().connect(superuserUrl(database), NO_PROPERTIES);
    }

    private String superuserPassword() {
        try {
            return Files.readString(directory.resolve("superuser"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server as in a crash: no checkpoint, all connections cut ({@code pg_ctl stop -m immediate}). */
    public void kill() {
        Postmaster.of(directory).stop("QUIT");
    }

    /** Starts the server again on the same port and data. If it still runs, stops it in an orderly way first. */
    public void restart() {
        Postmaster.of(directory).stop("INT");
        try {
            Postmaster.of(directory).start(port, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server in an orderly way, closes its connections, and deletes its data unless the data is kept. */
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
