package dev.sotto.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the four services as a process of its own, which can be killed and started again on the same port. */
public final class ServiceProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final Duration KILLED = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;
    /** A process that a signal ended has an exit code above this one. */
    private static final int SIGNALS = 128;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final int port;
    private final List<String> command;
    private final Path settings;
    private final Path log;
    private final Guard guard;
    private Process process;

    /**
     * A process that does not run yet.
     *
     * @param program a jar that says itself what is run
     * @param settings the file that a Quarkus program reads its settings from
     * @param guard watches it while it runs
     */
    public ServiceProcess(
            String name, int port, List<String> javaOptions, Path program, Path settings, Path log, Guard guard) {
        this.name = name;
        this.port = port;
        this.settings = settings;
        this.log = log;
        this.guard = guard;
        this.command = new ArrayList<>();
        // Ctrl-C reaches the whole foreground group; the services are to end in their turn, when the launcher says so.
        command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sotto-" + name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", program.toString()));
    }

    /** Starts it; see {@link #awaitReady}. */
    public synchronized void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment()
                    .put("QUARKUS_CONFIG_LOCATIONS", settings.toUri().toString());
            process = builder.start();
            guard.watch(process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code job-service}. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Where it answers, without the gateway before it. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Whether its process runs. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** How it ended, once it has. */
    synchronized String end() {
        int code = process.exitValue();
        return code > SIGNALS ? "was killed by signal " + (code - SIGNALS) : "ended by itself with code " + code;
    }

    /** Ends it as a crash does (SIGKILL), and waits until it is gone. */
    public synchronized void kill() {
        process.destroyForcibly();
        await(KILLED);
    }

    /** Starts it again after {@link #kill}, on the same port, and waits until it is ready. */
    public void restart() {
        start();
        awaitReady();
    }

    /** Asks it to end (SIGTERM). */
    public synchronized void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits until it has ended, and ends it the hard way when that takes too long. */
    public synchronized void awaitEnd() {
        if (process != null && !await(GRACE)) {
            process.destroyForcibly();
            await(GRACE);
        }
    }

    private boolean await(Duration time) {
        try {
            boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                guard.forget(process.pid());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until it takes requests.
     *
     * @throws StartFailure when it ends instead, or takes minutes
     */
    public void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!isAlive() || System.nanoTime() - deadline > 0) {
                throw new StartFailure(name + (isAlive() ? " does not get ready" : " " + end())
                        + "; its log ends with:\n" + Tail.of(log));
            }
            pause();
        }
    }

    /** Whether it takes requests at this moment. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
