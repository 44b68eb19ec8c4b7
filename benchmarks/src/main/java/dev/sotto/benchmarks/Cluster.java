package dev.sotto.benchmarks;

import dev.sotto.servers.Databases;
import dev.sotto.servers.KafkaProcess;
import dev.sotto.servers.LocalPostgres;
import dev.sotto.servers.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** PostgreSQL and Kafka, as all sides share them. */
final class Cluster implements AutoCloseable {

    /** Passwords of a server that listens on the loopback address for as long as a benchmark runs. */
    private static final String PASSWORD = "benchmark";

    private final LocalPostgres postgres;
    private final KafkaProcess kafka;
    private final Databases databases;

    private Cluster(LocalPostgres postgres, KafkaProcess kafka, Databases databases) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.databases = databases;
    }

    static Cluster start(Path directory) throws SQLException {
        LocalPostgres postgres = LocalPostgres.start(directory.resolve("postgres"), 0);
        KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"), 0, 0);
        Topics.create(kafka.bootstrap());
        Databases databases = new Databases(postgres, role -> PASSWORD);
        databases.create();
        Cluster cluster = new Cluster(postgres, kafka, databases);
        cluster.run(
                "postgres",
                List.of(
                        "alter system set max_wal_size = '8GB'",
                        "alter system set checkpoint_timeout = '30min'",
                        "select pg_reload_conf()"));
        return cluster;
    }

    void migrate(String service, Path... changelogs) throws SQLException {
        databases.migrate(service, changelogs);
    }

    /** Runs statements one by one, as the superuser. */
    void run(String database, List<String> statements) throws SQLException {
        try (Connection superuser = postgres.superuser(database);
                Statement statement = superuser.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection superuser(String database) throws SQLException {
        return postgres.superuser(database);
    }

    /** For the reactive client. */
    String url(String database) {
        return "postgresql://127.0.0.1:" + postgres.port() + "/" + database;
    }

    String password() {
        return PASSWORD;
    }

    String bootstrap() {
        return kafka.bootstrap();
    }

    /** The first process of PostgreSQL, which is the parent of all others of it and nobody's child. */
    ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(postgres.directory().resolve("cluster/postmaster.pid"))
                    .get(0)
                    .trim();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
