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

/** One of the four services as a separate process. A test can kill it and start it again on the same port. */
public final class ServiceProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final Duration KILLED = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;
    /** If a signal ends a process, its exit code is above this number. */
    private static final int SIGNALS = 128;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final int port;
    private final int managementPort;
    private final List<String> command;
    private final Path settings;
    private final Path log;
    private final Guard guard;
    private Process process;

    /**
     * Creates a process without starting it.
     *
     * @param managementPort where it says whether it is ready
     * @param program a runnable jar
     * @param settings the file from which a Quarkus program reads its settings
     * @param guard watches the process while it runs
     */
    public ServiceProcess(
            String name,
            int port,
            int managementPort,
            List<String> javaOptions,
            Path program,
            Path settings,
            Path log,
            Guard guard) {
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
        this.settings = settings;
        this.log = log;
        this.guard = guard;
        this.command = new ArrayList<>();
        // Ctrl-C signals the whole foreground process group, but the launcher must stop the services in its own order.
        command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sotto-" + name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", program.toString()));
    }

    /** Starts the process; see {@link #awaitReady}. */
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

    /** Returns the name, for example {@code job-service}. */
    public String name() {
        return name;
    }

    /** Returns the process id. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Returns the service's own address, without the gateway. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Returns the file with the process's output. */
    public Path log() {
        return log;
    }

    /** Returns whether the process runs. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Describes how the process ended. */
    synchronized String end() {
        int code = process.exitValue();
        return code > SIGNALS ? "was killed by signal " + (code - SIGNALS) : "ended by itself with code " + code;
    }

    /** Kills the process (SIGKILL), as in a crash, and waits for its end. */
    public synchronized void kill() {
        process.destroyForcibly();
        await(KILLED);
    }

    /** Starts the process again after {@link #kill} on the same port, and waits until it is ready. */
    public void restart() {
        start();
        awaitReady();
    }

    /** Asks the process to end (SIGTERM). */
    public synchronized void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits until the process has ended. Kills it if that takes too long. */
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
     * Waits until the service accepts requests.
     *
     * @throws StartFailure if it ends instead or takes minutes
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

    /** Returns whether the service accepts requests now. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
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
