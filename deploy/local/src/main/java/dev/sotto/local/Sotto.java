package dev.sotto.local;

import dev.sotto.gateway.Gateway;
import dev.sotto.gateway.GatewaySettings;
import dev.sotto.local.walk.Place;
import dev.sotto.servers.Databases;
import dev.sotto.servers.KafkaProcess;
import dev.sotto.servers.LocalPostgres;
import dev.sotto.servers.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * All of Sotto on this machine: PostgreSQL, Kafka and the four services as processes, and the gateway in this JVM.
 *
 * <p>No process outlives this JVM, even if it is killed. Only one Sotto at a time may use a data directory.
 */
public final class Sotto implements AutoCloseable {
    /** In start order: the others ask the first one for keys. */
    static final List<String> SERVICES =
            List.of("tenant-service", "job-service", "billing-service", "reseller-service");

    private final Options options;
    private final Progress progress;
    private final DataDirectory data;
    private final URI address;
    private final FreePorts ports = new FreePorts();
    private final Guard guard = new Guard();
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::close, "sotto-close");
    private Databases databases;
    private LocalPostgres postgres;
    private KafkaProcess kafka;
    private Gateway gateway;
    private PlatformAdmin admin;
    private boolean closed;

    private Sotto(Options options, Progress progress, DataDirectory data, int port) {
        this.options = options;
        this.progress = progress;
        this.data = data;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Starts everything and waits until it accepts requests.
     *
     * @throws Refusal if it cannot be started with these options; nothing was started then
     * @throws StartFailure if a part does not start, with the last lines of its log; the other parts have been stopped
     *     then
     */
    public static Sotto start(Options options, Progress progress) {
        SERVICES.forEach(options.checkout()::program);
        int port = options.port() == 0 ? new FreePorts().next() : options.port();
        if (!FreePorts.isFree(port)) {
            throw new Refusal("port " + port + " is in use; end what listens there, or choose another with --port");
        }
        Sotto sotto = new Sotto(options, progress, DataDirectory.open(options.data()), port);
        Runtime.getRuntime().addShutdownHook(sotto.hook);
        try {
            sotto.startAll();
            return sotto;
        } catch (RuntimeException e) {
            sotto.close();
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void startAll() {
        Leftovers.end(data);
        int broker = ports.next();
        CompletableFuture<Void> kafkaStarting = CompletableFuture.runAsync(() -> startKafka(broker));
        startPostgres();
        Map<String, Integer> servicePorts = new LinkedHashMap<>();
        SERVICES.forEach(service -> servicePorts.put(service, ports.next()));
        ServiceSettings settings = new ServiceSettings(
                data, postgres, "127.0.0.1:" + broker, servicePorts, address, options.engines(), options.webhooks());
        SERVICES.forEach(service -> startService(service, servicePorts.get(service), settings));
        kafkaStarting.join();
        services.values().forEach(service -> {
            service.awaitReady();
            progress.say(service.name() + " is ready");
        });
        startGateway();
        admin = PlatformAdmin.signIn(address, data);
    }

    private void startKafka(int port) {
        KafkaProcess started = KafkaProcess.start(data.kafka(), port, ports.next());
        Topics.create(started.bootstrap());
        synchronized (this) {
            kafka = started;
        }
        progress.say("Kafka is up, with its topics");
    }

    private void startPostgres() {
        LocalPostgres started = LocalPostgres.start(data.postgres(), ports.next());
        synchronized (this) {
            postgres = started;
        }
        databases = new Databases(started, data::secret);
        try {
            databases.create();
        } catch (SQLException e) {
            throw new StartFailure("the databases could not be made: " + e.getMessage());
        }
        progress.say("PostgreSQL is up, with its databases and roles");
    }

    /** Starts a service as soon as its tables exist. While it starts, the next database is migrated. */
    private void startService(String name, int port, ServiceSettings settings) {
        String database = name.replace("-service", "");
        try {
            databases.migrate(database, options.checkout().changelogs(name));
        } catch (SQLException | IllegalStateException e) {
            throw new StartFailure("the database " + database + " could not be migrated: " + e.getMessage());
        }
        List<String> javaOptions = JavaOptions.of(name, data);
        Path program = options.checkout().program(name);
        ServiceProcess service =
                new ServiceProcess(name, port, javaOptions, program, settings.write(name), data.freshLog(name), guard);
        synchronized (this) {
            if (closed) {
                throw new StartFailure("ended while it started");
            }
            service.start();
            services.put(name, service);
        }
    }

    private void startGateway() {
        Map<String, InetSocketAddress> upstreams = new LinkedHashMap<>();
        services.forEach((name, service) -> upstreams.put(name, new InetSocketAddress("127.0.0.1", service.port())));
        try {
            Gateway started = Gateway.start(GatewaySettings.local(address.getPort(), upstreams)
                    .withPublicUrl(address)
                    .withMailbox(data.mail()));
            synchronized (this) {
                gateway = started;
            }
        } catch (IOException e) {
            throw new StartFailure("the gateway did not start: " + e.getMessage());
        }
    }

    /** Returns the gateway's address. */
    public URI address() {
        return address;
    }

    /** Returns a service, for example {@code job-service}, for tests that kill and restart it. */
    public ServiceProcess service(String name) {
        return Optional.ofNullable(services.get(name)).orElseThrow();
    }

    /** Returns the broker, for tests that kill and restart it. */
    public KafkaProcess kafka() {
        return kafka;
    }

    /** Returns the broker's address, for external consumers. */
    public String kafkaBootstrap() {
        return kafka.bootstrap();
    }

    /** Returns the server, for tests that kill and restart it. */
    public LocalPostgres postgres() {
        return postgres;
    }

    /** Returns database connections in every role, for tests that look at data directly. */
    public Databases databases() {
        return databases;
    }

    /** Returns the platform's first administrator. */
    public PlatformAdmin admin() {
        return admin;
    }

    /** Returns the directory of e-mails, which are written there instead of being sent. */
    public Path mail() {
        return data.mail();
    }

    /** Returns the directory of the keys that sign access tokens. */
    public Path signingKeys() {
        return data.signingKeys();
    }

    /** Returns the directory of a service's own files, for example the recordings of {@code job-service}. */
    public Path files(String service) {
        return data.of(service);
    }

    /** Returns the directory of the services' output. */
    public Path logs() {
        return data.log("").getParent();
    }

    /** Returns what a walk-through needs to know. */
    public Place place() {
        return new Place(address, data.mail(), kafka.bootstrap(), admin.email(), admin.password());
    }

    /** Returns the memory that all its processes use together; empty if the system does not report it. */
    public OptionalLong residentBytes() {
        return Footprint.of(Stream.concat(Stream.of(ProcessHandle.current()), postmaster(data.postgres()).stream()));
    }

    /** PostgreSQL's main process is not a child of this JVM. */
    private static Optional<ProcessHandle> postmaster(Path directory) {
        try (Stream<String> lines = Files.lines(directory.resolve("cluster/postmaster.pid"))) {
            return lines.findFirst().map(String::trim).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Describes a part that ended unexpectedly, with the end of its log. */
    synchronized Optional<String> dead() {
        if (closed) {
            return Optional.empty();
        }
        return services.values().stream()
                .filter(service -> !service.isAlive())
                .map(service -> obituary(service.name() + " " + service.end(), service.log()))
                .findFirst()
                .or(() -> FreePorts.isFree(kafka.port())
                        ? Optional.of(
                                obituary("Kafka ended by itself", data.kafka().resolve("broker.log")))
                        : Optional.empty())
                .or(() -> FreePorts.isFree(postgres.port())
                        ? Optional.of(obituary(
                                "PostgreSQL ended by itself", data.postgres().resolve("postgresql.log")))
                        : Optional.empty());
    }

    private static String obituary(String end, Path log) {
        return end + "; its log " + log + " ends with:\n" + Tail.of(log);
    }

    /** Stops everything: first the parts that accept requests, then the servers that they use. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (Thread.currentThread() == hook) {
            progress.say("Ending, the services first");
        }
        if (gateway != null) {
            gateway.close();
        }
        services.values().forEach(ServiceProcess::terminate);
        services.values().forEach(ServiceProcess::awaitEnd);
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        guard.close();
        data.close();
        if (Thread.currentThread() != hook) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
