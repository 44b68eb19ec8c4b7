package dev.sotto.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Stops the services if this JVM is killed: a shell reads their process ids from this JVM, and ends the processes when
 * its input ends without the word {@code end}. PostgreSQL and Kafka have guards of their own.
 */
public final class Guard implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            while read -r word pid; do
              case $word in
                watch) pids="$pids$pid ";;
                forget) pids="${pids%% $pid *} ${pids#* $pid }";;
                end) exit 0;;
              esac
            done
            kill -TERM $pids
            for attempt in $(seq 100); do
              alive=
              for pid in $pids; do kill -0 $pid && alive=1; done
              [ "$alive" ] || exit 0
              sleep 0.1
            done
            kill -KILL $pids
            """;

    private static final long PATIENCE_SECONDS = 20;

    private final Process shell;

    /** Starts the guard without any process. */
    public Guard() {
        try {
            shell = new ProcessBuilder("sh", "-c", SCRIPT, "sotto-services-guard")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void watch(long pid) {
        say("watch " + pid);
    }

    void forget(long pid) {
        say("forget " + pid);
    }

    private synchronized void say(String line) {
        try {
            shell.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
        } catch (IOException e) {
            if (shell.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Simulates the death of this JVM. */
    void breakOff() throws IOException {
        shell.getOutputStream().close();
    }

    /** Returns whether the shell has ended, which happens soon after the watch ends. */
    boolean awaitEnd() throws InterruptedException {
        return shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the watch, after the services have ended. */
    @Override
    public void close() {
        say("end");
    }
}
