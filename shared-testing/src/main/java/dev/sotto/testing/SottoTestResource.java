package dev.sotto.testing;

import dev.sotto.servers.Databases;
import dev.sotto.servers.Directories;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.servers.KafkaProcess;
import dev.sotto.servers.LocalPostgres;
import dev.sotto.servers.Topics;
import dev.sotto.testing.tokens.SignedTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * PostgreSQL, Kafka and signed tokens for {@code @QuarkusTest}, once per JVM.
 *
 * <pre>{@code @WithTestResource(value = SottoTestResource.class, initArgs = @ResourceArg(name = "service", value = "job"))}</pre>
 *
 * <p>Quarkus may load this class several times in a JVM, with different class loaders. So the addresses of the started
 * servers are stored in system properties ({@code sotto.test.*}), from which the accessors read them.
 */
public final class SottoTestResource implements QuarkusTestResourceLifecycleManager {
    private static final String POSTGRES_PORT = "sotto.test.postgres.port";
    private static final String POSTGRES_DIRECTORY = "sotto.test.postgres.directory";
    private static final String KAFKA_DIRECTORY = "sotto.test.kafka.directory";
    private static final String KAFKA_PORT = "sotto.test.kafka.port";
    private static final String KAFKA_CONTROLLER_PORT = "sotto.test.kafka.controller-port";
    private static final String SIGNING_KEY = "sotto.test.signing-key";
    private static final String KEYS_URL = "sotto.test.keys-url";
    private static final String DATA = "sotto.test.data";
    private static final String MIGRATED = "sotto.test.migrated.";

    private String service;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.get("service");
        if (!Databases.SERVICES.contains(service)) {
            throw new IllegalArgumentException("the init argument 'service' must be one of " + Databases.SERVICES);
        }
    }

    @Override
    public Map<String, String> start() {
        startOnce();
        migrateOnce(service);
        String database = "postgresql://127.0.0.1:" + System.getProperty(POSTGRES_PORT) + "/" + service;
        Map<String, String> configuration = new HashMap<>();
        configuration.put("quarkus.datasource.reactive.url", database);
        configuration.put("quarkus.datasource.username", service + "_app");
        configuration.put("quarkus.datasource.password", password(service + "_app"));
        configuration.put("quarkus.datasource.system.reactive.url", database);
        configuration.put("quarkus.datasource.system.username", service + "_system");
        configuration.put("quarkus.datasource.system.password", password(service + "_system"));
        configuration.put("kafka.bootstrap.servers", bootstrap());
        configuration.put("sotto.keys.url", System.getProperty(KEYS_URL));
        configuration.put("sotto.data-dir", System.getProperty(DATA));
        configuration.put("quarkus.http.test-port", "0");
        // Tests send more requests than people do. Tests of rate limits set their own limit.
        configuration.put("sotto.requests-per-minute", "100000000");
        configuration.put("sotto.internal.key", OwnerServer.KEY);
        // Two tests wait until a hanging owner times out. Nothing else comes close to this limit, even on a slow
        // machine.
        configuration.put("sotto.internal.timeout", "PT10S");
        for (String other : Databases.SERVICES) {
            configuration.put("sotto.internal.accepted." + other + "-service", OwnerServer.KEY);
            configuration.put("sotto.services." + other + "-service", OwnerServer.address(other + "-service"));
        }
        return configuration;
    }

    private static synchronized void startOnce() {
        if (System.getProperty(KEYS_URL) != null) {
            return;
        }
        try {
            CompletableFuture<KafkaProcess> starting = CompletableFuture.supplyAsync(KafkaProcess::start);
            LocalPostgres postgres = LocalPostgres.start();
            System.setProperty(POSTGRES_PORT, Integer.toString(postgres.port()));
            System.setProperty(POSTGRES_DIRECTORY, postgres.directory().toString());
            databases().create();
            KafkaProcess kafka = starting.join();
            System.setProperty(KAFKA_PORT, Integer.toString(kafka.port()));
            System.setProperty(KAFKA_CONTROLLER_PORT, Integer.toString(kafka.controllerPort()));
            System.setProperty(KAFKA_DIRECTORY, kafka.directory().toString());
            Topics.create(bootstrap());
            SignedTokens tokens = new SignedTokens(SignedTokens.ISSUER);
            System.setProperty(SIGNING_KEY, tokens.privateKey());
            Path data = Files.createTempDirectory("sotto-data");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(data), "sotto-data-delete"));
            System.setProperty(DATA, data.toString());
            System.setProperty(KEYS_URL, KeyServer.start(tokens.jwks()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized void migrateOnce(String service) {
        if (System.getProperty(MIGRATED + service) != null) {
            return;
        }
        try {
            databases().migrate(service, Thread.currentThread().getContextClassLoader());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        System.setProperty(MIGRATED + service, "true");
    }

    /** Does nothing: the servers also serve the next test class, and end with the JVM. */
    @Override
    public void stop() {}

    private static String password(String role) {
        return role + "-password";
    }

    /** Returns the PostgreSQL server, for tests that kill and restart it. */
    public static LocalPostgres postgres() {
        return LocalPostgres.attach(Path.of(System.getProperty(POSTGRES_DIRECTORY)), Integer.getInteger(POSTGRES_PORT));
    }

    /** Returns the databases, for connections as superuser, migrator or any other role. */
    public static Databases databases() {
        return new Databases(postgres(), SottoTestResource::password);
    }

    /** Returns the Kafka broker, for tests that pause, kill and restart it. */
    public static KafkaProcess broker() {
        return KafkaProcess.attach(
                Path.of(System.getProperty(KAFKA_DIRECTORY)),
                Integer.getInteger(KAFKA_PORT),
                Integer.getInteger(KAFKA_CONTROLLER_PORT));
    }

    /** Returns Kafka's address, {@code host:port}. */
    public static String bootstrap() {
        return broker().bootstrap();
    }

    /** Returns a reader and writer on Kafka that is independent of the services. */
    public static KafkaProbe kafka() {
        return new KafkaProbe(bootstrap());
    }

    /** Returns an issuer of tokens whose key the services under test know. */
    public static SignedTokens tokens() {
        return SignedTokens.withKey(SignedTokens.ISSUER, System.getProperty(SIGNING_KEY));
    }

    /** Returns the directory that is set as {@code sotto.data-dir}. */
    public static Path dataDirectory() {
        return Path.of(System.getProperty(DATA));
    }
}
