package dev.sotto.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A dead man's switch: a shell that waits for the end of its standard input, which is this JVM's end, be it by exit, SIGTERM
 * or SIGKILL, and then stops the server in an orderly way. A shutdown hook would miss the last, and would stop the database
 * beside the hooks of those who still use it.
 */
final class PostgresGuard {
    // Ctrl-C reaches the whole foreground group; the switch must outlive it. The pid is read late: the server may have
    // restarted.
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

    /** Ends the watch; the server is stopped, or was never there. */
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
