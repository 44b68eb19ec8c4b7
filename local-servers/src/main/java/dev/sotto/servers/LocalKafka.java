package dev.sotto.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker (KRaft, broker and controller combined) inside this JVM, on the loopback address. It does not create
 * topics automatically.
 *
 * <p>{@link #main} runs it in a separate JVM, which a test can kill.
 */
public final class LocalKafka implements AutoCloseable {
    private static final int ANY_PORT = 0;
    private static final int ATTEMPTS = 5;
    private static final int PATIENCE_MILLIS = 10_000;
    private final Path directory;
    private final boolean kept;
    private int port;
    private int controllerPort;
    private KafkaRaftServer server;

    private LocalKafka(Path directory, boolean kept, int port, int controllerPort) {
        this.directory = directory;
        this.kept = kept;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** Starts an empty broker on free ports, in a temporary directory. */
    public static LocalKafka start() {
        try {
            return start(Files.createTempDirectory("sotto-kafka"), ANY_PORT, ANY_PORT, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a broker on the data in {@code directory} (or an empty one there), and keeps the data.
     *
     * @param port the port for clients, 0 for a free one
     * @param controllerPort the port for the broker's own use, 0 for a free one
     * @throws IllegalStateException if the directory or a port is in use
     */
    public static LocalKafka start(Path directory, int port, int controllerPort) {
        return start(directory.toAbsolutePath(), port, controllerPort, true);
    }

    private static LocalKafka start(Path directory, int port, int controllerPort, boolean kept) {
        KafkaLogs.hush();
        LocalKafka kafka = new LocalKafka(directory, kept, port, controllerPort);
        kafka.listen();
        if (!kept) {
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "sotto-kafka-close"));
        }
        return kafka;
    }

    private void listen() {
        for (int attempt = 1; ; attempt++) {
            int wanted = port == ANY_PORT ? Ports.free() : port;
            int wantedController = controllerPort == ANY_PORT ? Ports.free() : controllerPort;
            try {
                boot(wanted, wantedController);
                port = wanted;
                controllerPort = wantedController;
                return;
            } catch (Exception e) {
                // Another process may take a free port before the broker binds it.
                boolean chosen = port == ANY_PORT || controllerPort == ANY_PORT;
                if (!chosen
                        || attempt == ATTEMPTS
                        || !String.valueOf(e.getMessage()).contains("bind")) {
                    throw new IllegalStateException(
                            "Kafka did not start on port " + wanted + " in " + directory + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void boot(int wanted, int wantedController) throws Exception {
        format();
        // After a fatal error, the broker would otherwise halt this JVM.
        Exit.setHaltProcedure((status, message) -> {
            throw new IllegalStateException("Kafka gave up: " + message);
        });
        KafkaRaftServer started =
                new KafkaRaftServer(KafkaConfig.fromProps(settings(wanted, wantedController)), Time.SYSTEM);
        try {
            started.startup();
            server = started;
        } catch (Exception e) {
            started.shutdown();
            throw e;
        }
    }

    private void format() throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setUnstableFeatureVersionsEnabled(false)
                .setIgnoreFormatted(false)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private Properties settings(int wanted, int wantedController) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + wantedController);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + wanted + ",CONTROLLER://127.0.0.1:" + wantedController);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + wanted);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        // Consumer offsets must survive a machine that was off for weeks.
        settings.put("offsets.retention.minutes", "525600");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // After a kill, the broker can register again only when its old session has expired.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        return settings;
    }

    /** Returns the address for clients, {@code host:port}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Returns the port for clients. */
    public int port() {
        return port;
    }

    /** Stops the broker and keeps its data and ports for {@link #resume}. Clients lose their connections. */
    public synchronized void pause() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** Starts the broker again after {@link #pause}, on the same ports and data. */
    public synchronized void resume() {
        if (server == null) {
            listen();
        }
    }

    /** Stops the broker and deletes its data, unless the data is kept. */
    @Override
    public synchronized void close() {
        pause();
        if (!kept) {
            Directories.delete(directory);
        }
    }

    /**
     * Runs a broker until SIGTERM. With {@code --with-parent}, also ends when standard input ends, so that the broker
     * never outlives the process at the other end of the pipe. Prints {@code ready} when clients may connect.
     */
    public static void main(String... arguments) throws IOException {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Keeps standard output for the one word; everything else, for example logs, must not come before it.
        PrintStream output = System.out;
        System.setOut(System.err);
        Logger.getLogger("").addHandler(new ConsoleHandler());
        int port = ANY_PORT;
        int controllerPort = ANY_PORT;
        Path data = null;
        boolean withParent = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[++i]);
                case "--controller-port" -> controllerPort = Integer.parseInt(arguments[++i]);
                case "--data" -> data = Path.of(arguments[++i]);
                case "--with-parent" -> withParent = true;
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        LocalKafka kafka = data == null ? start() : start(data, port, controllerPort);
        Exit.resetHaltProcedure();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::closeOrHalt, "sotto-kafka-close"));
        output.println("ready");
        if (withParent) {
            System.in.transferTo(OutputStream.nullOutputStream());
            System.exit(0);
        }
        kafka.server.awaitShutdown();
    }

    /** A broker whose data was deleted would wait five minutes for itself while it stops. */
    private void closeOrHalt() {
        Thread closing = new Thread(this::close, "sotto-kafka-closing");
        closing.start();
        try {
            closing.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            Runtime.getRuntime().halt(1);
        }
    }
}
