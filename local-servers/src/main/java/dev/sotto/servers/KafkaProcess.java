package dev.sotto.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link LocalKafka} in a separate JVM. A test can kill it. It always ends when this JVM ends, even after a crash.
 *
 * <p>The directory holds {@code data/}, {@code broker.pid} and {@code broker.log}.
 */
public final class KafkaProcess implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final boolean kept;

    private KafkaProcess(Path directory, int port, int controllerPort, boolean kept) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        this.kept = kept;
    }

    /** Starts an empty broker on free ports, in a temporary directory. */
    public static KafkaProcess start() {
        try {
            KafkaProcess kafka = start(Files.createTempDirectory("sotto-kafka"), 0, 0, false);
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "sotto-kafka-delete"));
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a broker on the data in {@code directory} (or an empty one there), and keeps the data.
     *
     * @param port the port for clients, 0 for a free one
     * @param controllerPort the port for the broker's own use, 0 for a free one
     * @throws IllegalStateException if it does not start, with the end of its log
     */
    public static KafkaProcess start(Path directory, int port, int controllerPort) {
        return start(directory.toAbsolutePath(), port, controllerPort, true);
    }

    private static KafkaProcess start(Path directory, int port, int controllerPort, boolean kept) {
        for (int attempt = 1; ; attempt++) {
            KafkaProcess kafka = new KafkaProcess(
                    directory,
                    port == 0 ? Ports.free() : port,
                    controllerPort == 0 ? Ports.free() : controllerPort,
                    kept);
            try {
                kafka.launch();
                return kafka;
            } catch (IllegalStateException e) {
                // Another process may take a free port before the broker binds it.
                boolean chosen = port == 0 || controllerPort == 0;
                if (!chosen || attempt == ATTEMPTS || !e.getMessage().contains("bind")) {
                    throw e;
                }
            }
        }
    }

    /** Returns the broker that was started in {@code directory}, possibly by code of another class loader. */
    public static KafkaProcess attach(Path directory, int port, int controllerPort) {
        return new KafkaProcess(directory, port, controllerPort, true);
    }

    private void launch() {
        try {
            // The broker of an earlier JVM may still run if the JVM and the process at the pipe were killed together.
            kill();
            Files.createDirectories(directory);
            Path log = directory.resolve("broker.log");
            ProcessBuilder broker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            LocalKafka.class.getName(),
                            "--port",
                            Integer.toString(port),
                            "--controller-port",
                            Integer.toString(controllerPort),
                            "--data",
                            directory.resolve("data").toString(),
                            "--with-parent")
                    .redirectError(log.toFile());
            // Not as an argument: ProcessHandle shows no arguments if they exceed 4 KB.
            broker.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = broker.start();
            Files.writeString(directory.resolve("broker.pid"), Long.toString(process.pid()));
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (!"ready".equals(out.readLine())) {
                throw new IllegalStateException("Kafka did not start on port " + port + ":\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address for clients, {@code host:port}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Returns the port for clients. */
    public int port() {
        return port;
    }

    /** Returns the port for the broker's own use. */
    public int controllerPort() {
        return controllerPort;
    }

    /** Returns the directory of the broker's data and log. */
    public Path directory() {
        return directory;
    }

    /** Kills the broker (SIGKILL), as in a crash. Does nothing if none runs. */
    public void kill() {
        running().ifPresent(process -> {
            process.destroyForcibly();
            await(process);
        });
    }

    /** Stops the broker (SIGTERM). Its data and ports stay for {@link #restart}. */
    public void pause() {
        running().ifPresent(process -> {
            process.destroy();
            await(process);
        });
    }

    /**
     * Starts the broker again on the same ports and data. After {@link #kill} this takes about three seconds longer.
     */
    public void restart() {
        launch();
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(ServerTimeout.SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not stop", e);
        }
    }

    /**
     * Returns the running broker of this directory. Checks the process, because the pid in the file may belong to
     * another process by now.
     */
    private Optional<ProcessHandle> running() {
        try {
            long pid = Long.parseLong(
                    Files.readString(directory.resolve("broker.pid")).trim());
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .arguments()
                            .map(arguments -> List.of(arguments)
                                    .contains(directory.resolve("data").toString()))
                            .orElse(false));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the broker and deletes its data, unless the data is kept. */
    @Override
    public void close() {
        if (kept) {
            pause();
        } else {
            kill();
            Directories.delete(directory);
        }
    }
}
