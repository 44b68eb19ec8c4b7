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

/** The PostgreSQL and Kafka that all sides share. */
final class Cluster implements AutoCloseable {

    /** The server listens only on the loopback address, and only while a benchmark runs. */
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

    /** Runs statements one by one as superuser. */
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

    /** Returns the URL for the reactive client. */
    String url(String database) {
        return "postgresql://127.0.0.1:" + postgres.port() + "/" + database;
    }

    String password() {
        return PASSWORD;
    }

    String bootstrap() {
        return kafka.bootstrap();
    }

    /** Returns PostgreSQL's main process, which is the parent of its other processes but not a child of this JVM. */
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
