package dev.sotto.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A shell that stops the server in an orderly way when this JVM ends. It waits for the end of its standard input, which
 * comes after an exit, SIGTERM or SIGKILL of the JVM. A shutdown hook would not run after SIGKILL, and would stop the
 * database while other hooks still use it.
 */
final class PostgresGuard {
    // Ctrl-C signals the whole foreground process group, and the shell must survive it. The pid is read late, because
    // the server may have been restarted.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r released && exit 0
            read -r pid < "$1/cluster/postmaster.pid" || exit 0
            kill -INT "$pid" || exit 0
            [ "$2" = keep ] && exit 0
            for attempt in $(seq 300); do
              [ -e "$1/cluster/postmaster.pid" ] || break
              sleep 0.1
            done
            rm -rf "$1"
            """;

    private final Process shell;

    private PostgresGuard(Process shell) {
        this.shell = shell;
    }

    static PostgresGuard over(Path directory, boolean kept) throws IOException {
        return new PostgresGuard(new ProcessBuilder(
                        "sh", "-c", SCRIPT, "sotto-postgres-guard", directory.toString(), kept ? "keep" : "delete")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Ends the watch, after the server was stopped or failed to start. */
    void release() {
        try (var input = shell.getOutputStream()) {
            input.write('\n');
        } catch (IOException e) {
            if (shell.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
