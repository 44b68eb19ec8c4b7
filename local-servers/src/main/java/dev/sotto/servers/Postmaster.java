package dev.sotto.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's main process for one directory, found by its pid file, whichever JVM started it. */
record Postmaster(Path cluster, Path log) {
    private static final Duration PATIENCE = Duration.ofSeconds(ServerTimeout.SECONDS);

    static Postmaster of(Path directory) {
        return new Postmaster(directory.resolve("cluster"), directory.resolve("postgresql.log"));
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws IllegalStateException if it does not, with the new lines of its log
     */
    void start(int port, boolean durable) throws IOException {
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        long logged = Files.exists(log) ? Files.size(log) : 0;
        String settings = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                + " -c max_connections=200 -c timezone=UTC -c log_timezone=UTC"
                + (durable ? "" : " -c fsync=off -c full_page_writes=off");
        List<String> command = PostgresBinaries.command(
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + PATIENCE.toSeconds(),
                "--silent",
                "--pgdata=" + cluster,
                "--log=" + log,
                "--options=" + settings);
        try {
            Processes.run(command, cluster.resolveSibling("pg_ctl.log"));
        } catch (IllegalStateException e) {
            byte[] lines = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
            String news = new String(Arrays.copyOfRange(lines, (int) Math.min(logged, lines.length), lines.length));
            throw new IllegalStateException("PostgreSQL did not start on port " + port + ":\n" + news, e);
        }
    }

    /**
     * Sends the signal (INT for an orderly stop, QUIT for a crash) and waits for the process to end. Does nothing if
     * none runs.
     */
    void stop(String signal) {
        Optional<ProcessHandle> running = running();
        if (running.isEmpty()) {
            return;
        }
        try {
            Processes.run(
                    List.of("kill", "-" + signal, Long.toString(running.get().pid())),
                    cluster.resolveSibling("kill.log"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (running().isPresent()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("PostgreSQL in " + cluster + " does not stop");
                }
                Thread.sleep(10);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the running server of this cluster. Checks the process, because the pid file may be stale and its pid may
     * belong to another process.
     */
    private Optional<ProcessHandle> running() {
        try {
            List<String> pidFile = Files.readAllLines(cluster.resolve("postmaster.pid"));
            if (pidFile.isEmpty()) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(pidFile.get(0).trim())).filter(this::serves);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean serves(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres =
                info.command().filter(path -> path.endsWith("/postgres")).isPresent();
        // A process that has ended but was not reaped has no command any more.
        return postgres
                && info.arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
                        .orElse(true);
    }
}
